import { existsSync } from 'node:fs';

const oldest = [20, 19];

/** Stops with advice when this Node is too old or nothing is installed; a stack trace would tell a newcomer nothing. */
export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const isNewEnough = major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
  if (!isNewEnough)
    stop(`Gongkai needs Node ${oldest.join('.')} or newer; this is Node ${process.versions.node}.`);
  if (!existsSync(new URL('../node_modules', import.meta.url)))
    stop('Nothing is installed yet: run "npm ci" first.');
}

function stop(reason) {
  process.stderr.write(`${reason}\n`);
  process.exit(1);
}
