import { type ActOnCase } from '../../cases/act-on-case.js';
import { readOne } from '../../cases/case-store.js';
import { type Definitions } from '../../definitions/definitions.js';
import { systemActor } from '../../engine/case-file.js';
import { dateOfInstant } from '../../engine/days.js';
import { isInput, type Action } from '../../engine/definition.js';
import { quarterOf } from '../../engine/quarter.js';
import { commandIdOf } from '../../platform/command-id.js';
import { zoneOffsetMinutes } from '../../platform/time.js';
import { type Tx } from '../../platform/transactions.js';
import type { ChannelPosting } from './channel-posting.js';
import { indexNumberOf } from './portal-pages.js';
import { readPostings, replaceEarlier } from './posting-rows.js';
import { reportedAs } from './wanted-posting.js';

/**
 * Tells the case that it is posted, once, when every required channel has confirmed. It counts from the latest instant at
 * which a required channel says that it appeared: before that the public could not read it where it must be read.
 */
export class ReportPosted {
  constructor(
    private readonly definitions: Definitions,
    private readonly actOnCase: ActOnCase,
  ) {}

  /**
   * The case must be locked.
   * @throws CommandRefused when the case does not take the report; nothing is written then
   */
  async run(tx: Tx, caseId: string, seq: number): Promise<void> {
    const postings = (await readPostings(tx, caseId)).filter((posting) => posting.seq === seq);
    const required = postings.filter(({ isRequired }) => isRequired);
    const [first] = required;
    const found = await readOne(tx, caseId);
    if (!first || !found) return;
    if (first.reportedAt !== null) return replaceEarlier(tx, caseId, seq); // one of the optional channels has followed
    if (required.some(({ state }) => state !== 'confirmed')) return;
    const { file } = found.stored;
    const action = reportedAs(this.definitions.get(file.type, file.version), file, first.fact);
    if (!action) return; // returned or taken down meanwhile: the postings are taken back
    const postedAt = latestOf(required, found.now);
    const data = onlySettable(action, await dataOf(tx, first.fact, required, postedAt));
    const command = { kind: 'act' as const, action: first.fact, data, occurredAt: postedAt.toISOString() };
    const commandId = commandIdOf('channels', `${caseId} ${seq}`);
    await this.actOnCase.runWithin(tx, caseId, command, systemActor, commandId);
    await tx.query(
      'update channel_posting set reported_at = business_now() where case_id = $1 and seq = $2',
      [caseId, seq],
    );
    await replaceEarlier(tx, caseId, seq);
  }
}

function latestOf(required: readonly ChannelPosting[], now: Date): Date {
  const latest = Math.max(...required.map(({ postedAt }) => postedAt?.getTime() ?? now.getTime()));
  return new Date(Math.min(latest, now.getTime()));
}

/** Where it can be read, under which number, what shows it, and for which hand-over it counts. */
async function dataOf(
  tx: Tx,
  fact: string,
  required: readonly ChannelPosting[],
  postedAt: Date,
): Promise<Record<string, string>> {
  const [first] = required;
  const address = required.find(({ kind }) => kind === 'portal')?.address ?? first?.address ?? '';
  const evidence = required.map(({ evidence: shown }) => shown ?? '').filter((shown) => shown !== '');
  return {
    evidence: evidence.join('；'),
    [fact === 'interpretation-posted' ? 'interpretationAddress' : 'publicAddress']: address,
    indexNumber: await indexNumberOf(tx, first?.caseId ?? ''),
    quarterEndsOn: quarterOf(dateOfInstant(postedAt.toISOString(), zoneOffsetMinutes)).endsOn,
  };
}

/** Definitions differ in what they keep of a posting; what this one has no field for is left out. */
function onlySettable({ sets }: Action, data: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(data).filter(([name, value]) => value !== '' && (isInput(name) || sets.includes(name))),
  );
}
