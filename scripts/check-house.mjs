import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rules } from './house-rules.mjs';

/** Checks a tree (this project, or the folder given) against the house rules and lists every fault with its place. */
const root = resolve(process.argv[2] ?? fileURLToPath(new URL('..', import.meta.url)));
const generated = new Set(['node_modules', 'dist', '.data', '.git', 'coverage']);

const faults = listFiles(root).flatMap((path) => {
  const text = readText(join(root, path));
  return text === null ? [] : rules.flatMap((rule) => rule({ path, text }));
});
for (const fault of faults) process.stdout.write(`${fault}\n`);
process.exitCode = faults.length > 0 ? 1 : 0;

/** What git would keep; without git (a downloaded archive) everything that nobody generates. */
function listFiles(folder) {
  const flags = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
  const git = spawnSync('git', ['-c', 'safe.directory=*', ...flags], { cwd: folder, encoding: 'utf8' });
  const isRepository = git.status === 0 && existsSync(join(folder, '.git'));
  const listed = isRepository ? git.stdout.split('\0') : walk(folder, '');
  return listed.filter((path) => path !== '' && existsSync(join(folder, path)));
}

function walk(folder, below) {
  return readdirSync(join(folder, below), { withFileTypes: true })
    .filter((entry) => !generated.has(entry.name))
    .flatMap((entry) => {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      return entry.isDirectory() ? walk(folder, path) : [path];
    });
}

/** @returns null for what is not text */
function readText(file) {
  if (!statSync(file).isFile()) return null;
  const bytes = readFileSync(file);
  return bytes.includes(0) ? null : bytes.toString('utf8');
}
