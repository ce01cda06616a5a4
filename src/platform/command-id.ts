import { hash } from 'node:crypto';

/**
 * A command id that is always the same for the same cause: the service may run the same alarm or effect twice, and the
 * unique command id lets it count once. A UUID of version 8 (RFC 9562 section 5.8).
 */
export function commandIdOf(cause: string, id: string | number): string {
  const hex = hash('sha256', `${cause}:${id}`, 'hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
