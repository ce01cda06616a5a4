import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type ActOnCase } from '../../cases/act-on-case.js';
import { systemActor } from '../../engine/case-file.js';
import type { PendingEffect } from '../../outbox/effect-registry.js';
import { commandIdOf } from '../../platform/command-id.js';
import { Fault } from '../../platform/faults.js';
import { type Transactions } from '../../platform/transactions.js';
import { submissionOfCase } from './submission-rows.js';
import { validateBag } from './validate-bag.js';

/** Hands a package over by folder: a copy that validates lies where the recipient fetches it. Done is only what they sign for. */
export class DeliverSubmission {
  constructor(
    private readonly transactions: Transactions,
    private readonly actOnCase: ActOnCase,
    private readonly dataDirectory: string,
  ) {}

  async run(effect: PendingEffect): Promise<void> {
    const submission = await this.transactions.run((tx) => submissionOfCase(tx, effect.caseId));
    if (!submission || submission.state !== 'packed' || submission.directory === null) return; // delivered by an earlier try
    const target = join(this.dataDirectory, 'outgoing', submission.recipient, basename(submission.directory));
    await copyWhole(submission.directory, target);
    await this.transactions.run(async (tx) => {
      await tx.query(
        `update archive_submission set state = 'sent', sent_at = business_now() where id = $1 and state = 'packed'`,
        [submission.id],
      );
      const evidence = `${basename(target)}，校验和 ${submission.packageSha256 ?? ''} (delivered by folder, seal)`;
      await this.actOnCase.runWithin(
        tx,
        effect.caseId,
        { kind: 'act', action: 'delivered', data: { evidence } },
        systemActor,
        commandIdOf('effect', effect.id),
      );
    });
  }
}

async function copyWhole(from: string, to: string): Promise<void> {
  const partial = `${to}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(join(to, '..'), { recursive: true });
  await cp(from, partial, { recursive: true });
  const faults = await validateBag(partial);
  if (faults.length > 0)
    throw new Fault(`the package does not validate: ${faults.map(({ en }) => en).join(' ')}`);
  await rm(to, { recursive: true, force: true });
  await rename(partial, to);
}
