import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const project = mkdtempSync(join(tmpdir(), 'gongkai-start-'));
const main = join(project, 'src', 'main.ts');

jest.setTimeout(180_000); // each build is a process of its own, and a busy machine is slow

beforeAll(() => {
  for (const name of [
    'scripts',
    'package.json',
    'package-lock.json',
    'nest-cli.json',
    '.swcrc',
    'tsconfig.json',
    'tsconfig.build.json',
  ]) {
    cpSync(name, join(project, name), { recursive: true });
  }
  symlinkSync(resolve('node_modules'), join(project, 'node_modules'));
  mkdirSync(join(project, 'src'));
});
afterAll(() => rmSync(project, { recursive: true, force: true }));

function start(): { said: string; told: string; status: number | null } {
  const run = spawnSync(process.execPath, [join(project, 'scripts', 'start.mjs')], {
    cwd: tmpdir(),
    encoding: 'utf8',
  });
  return { said: run.stdout, told: run.stderr, status: run.status };
}

describe('npm start', () => {
  it('builds what is new, runs it, and builds again only after a change', () => {
    writeFileSync(main, "const word: string = 'first';\nconsole.log(word);\n");
    expect(start()).toEqual({ said: 'first\n', told: 'building …\n', status: 0 });
    expect(start()).toEqual({ said: 'first\n', told: '', status: 0 });

    writeFileSync(main, "console.log('second');\n");
    expect(start()).toEqual({ said: 'second\n', told: 'building …\n', status: 0 });
  });

  it('builds again when a file was removed, so that nothing of it lives on', () => {
    writeFileSync(main, "import('./gone.js').then(() => console.log('there'), () => console.log('gone'));\n");
    writeFileSync(join(project, 'src', 'gone.ts'), 'export {};\n');
    expect(start().said).toBe('there\n');

    rmSync(join(project, 'src', 'gone.ts'));
    expect(start()).toEqual({ said: 'gone\n', told: 'building …\n', status: 0 });
  });

  it('says what is wrong when the build fails, and tries again the next time', () => {
    writeFileSync(main, 'const = ;\n');
    for (const { told, status } of [start(), start()]) {
      expect(told).toContain('The build failed');
      expect(told).toContain('main.ts');
      expect(status).toBe(1);
    }
  });
});
