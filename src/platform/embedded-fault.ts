/** The embedded PostgreSQL can't be had; the message says to a person what is wrong, where, and what to do. */
export class EmbeddedPostgresFault extends Error {
  override readonly name = 'EmbeddedPostgresFault';
}

/** The advice every such fault may end with: the way that needs no embedded server at all. */
export const useOwnServer = 'Or set DATABASE_URL to a PostgreSQL of your own.';

/** The system's code (ENOENT, EACCES …) of an error of `node:fs` and the like. */
export function errorCode(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined;
}
