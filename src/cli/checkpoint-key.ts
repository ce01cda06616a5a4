import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The key with which checkpoints are signed: Ed25519, outside the database, so that who rules the database can't sign. */
export function openSigningKey(dataDirectory: string): KeyObject {
  const file = keyFile(dataDirectory);
  if (!existsSync(file)) makeKey(dataDirectory, file);
  return createPrivateKey(readFileSync(file));
}

/** The public half of this installation's key as PEM, or null when none was made here. */
export function knownPublicKey(dataDirectory: string): string | null {
  const file = keyFile(dataDirectory);
  return existsSync(file) ? publicKeyOf(createPrivateKey(readFileSync(file))) : null;
}

export function publicKeyOf(key: KeyObject): string {
  return createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString();
}

/** What a person compares or notes on paper: the first 16 bytes of the SHA-256 of the key. */
export function fingerprintOf(publicKey: string): string {
  const der = createPublicKey(publicKey).export({ type: 'spki', format: 'der' });
  return (createHash('sha256').update(der).digest('hex').slice(0, 32).match(/.{4}/g) ?? []).join(' ');
}

function makeKey(dataDirectory: string, file: string): void {
  mkdirSync(dataDirectory, { recursive: true });
  const { privateKey } = generateKeyPairSync('ed25519');
  writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
}

const keyFile = (dataDirectory: string) => join(dataDirectory, 'audit-key.pem');
