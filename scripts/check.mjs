import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { requireNode } from './require-node.mjs';

/** Everything that is checked without running the product. All of it runs, and all that fails is shown together. */
requireNode();
const root = fileURLToPath(new URL('..', import.meta.url));
const checks = [
  {
    name: 'format (mend with: npm run format)',
    program: 'node_modules/prettier/bin/prettier.cjs',
    flags: ['--check', '.'],
  },
  { name: 'lint', program: 'node_modules/eslint/bin/eslint.js', flags: ['.'] },
  { name: 'types', program: 'node_modules/typescript/bin/tsc', flags: ['--noEmit', '--pretty', 'false'] },
  { name: 'house rules', program: 'scripts/check-house.mjs', flags: [] },
];

const failed = checks.filter(({ name, program, flags }) => {
  const run = spawnSync(process.execPath, [program, ...flags], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  process.stdout.write(
    run.status === 0 ? `ok      ${name}\n` : `FAILED  ${name}\n${run.stdout}${run.stderr}\n`,
  );
  return run.status !== 0;
});
if (failed.length > 0) process.stdout.write(`${failed.length} of ${checks.length} checks failed\n`);
process.exitCode = failed.length > 0 ? 1 : 0;
