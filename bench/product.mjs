import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

export function newFolder() {
  return mkdtempSync(join(tmpdir(), 'gongkai-bench-'));
}

/** The product as its users start it, in a process of its own; ready when its health page says so. */
export async function startProduct(folder, environment = {}) {
  const port = await freePort();
  const begun = performance.now();
  const child = spawn(process.execPath, [join(root, 'scripts', 'start.mjs')], {
    cwd: root,
    env: { ...process.env, DATA_DIR: folder, PORT: String(port), LOG_LEVEL: 'error', ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const url = `http://127.0.0.1:${port}`;
  while (!(await isReady(url))) {
    if (child.exitCode !== null) throw new Error('the product ended before it was ready');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const readyMilliseconds = performance.now() - begun;
  return {
    url,
    pid: child.pid,
    readyMilliseconds,
    residentMegabytes: () => residentOf(child.pid),
    stop: () => end(child),
  };
}

async function isReady(url) {
  return fetch(`${url}/health/ready`).then(
    ({ ok }) => ok,
    () => false,
  );
}

function residentOf(pid) {
  const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}

function end(child) {
  return new Promise((resolve) => {
    const begun = performance.now();
    child.once('exit', () => resolve(performance.now() - begun));
    child.kill('SIGINT');
  });
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

export function removeFolder(folder) {
  rmSync(folder, { recursive: true, force: true });
}
