import type { Reason } from '../engine/reasons.js';

/** An expected "no" on its way out of a transaction, which it rolls back; HTTP answers it with 409 or 422 and every reason. */
export class CommandRefused extends Error {
  override readonly name = 'CommandRefused';
  constructor(readonly reasons: readonly Reason[]) {
    super(reasons.map(({ code }) => code).join(', '));
  }
}

export class NotFound extends Error {
  override readonly name = 'NotFound';
  constructor(
    readonly what: string,
    readonly id: string,
  ) {
    super(`there is no ${what} ${id}`);
  }
}
