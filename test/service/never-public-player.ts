import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { CommandRefused, NotFound } from '../../src/cases/refused.js';
import { UploadRefused } from '../../src/documents/upload-reasons.js';
import type { FieldValue } from '../../src/engine/case-file.js';
import type { Definition } from '../../src/engine/definition.js';
import { RequestFault } from '../../src/platform/faults.js';
import type { Move, Round, Sequence, Words } from './never-public-moves.js';
import { personCalled, somebodyFor } from './never-public-people.js';
import { dataFor, wayForward } from './never-public-words.js';
import type { RunningService } from './running-service.js';

export interface Tally {
  sequences: number;
  moves: number;
  refusals: number;
  publicMoments: number;
  publicCases: number;
}
interface Standing {
  state: string;
  revision: number;
  fields: Record<string, FieldValue>;
  drafters: string[];
  now: Date;
}

/** Plays the moves of one case on the real service. A refusal is an answer; anything else that goes wrong is thrown. */
export class CasePlayer {
  private constructor(
    private readonly service: RunningService,
    readonly caseId: string,
    private readonly definition: Definition,
    private readonly tally: Tally,
  ) {}

  /** @returns null when the opening itself was refused */
  static async open(
    service: RunningService,
    { owner, opener, opening }: Sequence,
    tally: Tally,
  ): Promise<CasePlayer | null> {
    const { title, summary, attribute, isPersonal, isOnBoard } = opening;
    const data = {
      ...{ title, summary, attribute, documentNumber: '明司〔2016〕12号', madeOn: '2016-06-28' },
      ...(isPersonal ? { involvesPersonalData: true } : {}),
      ...(isOnBoard ? { channels: ['notice-board'] } : {}),
    };
    const command = { kind: 'open' as const, owner, section: 'office', data };
    const { actOnCase, definitions } = service.services;
    try {
      const { id, type, version } = await actOnCase.open(
        'policy-document',
        command,
        personCalled(opener),
        randomUUID(),
      );
      return new CasePlayer(service, id, definitions.get(type, version), tally);
    } catch (error) {
      if (!isAnswer(error)) throw error;
      tally.refusals += 1;
      return null;
    }
  }

  async play(move: Move): Promise<void> {
    if (move.kind === 'together') {
      const played = await Promise.allSettled(move.moves.map((one) => this.play(one)));
      const broken = played.find(({ status }) => status === 'rejected');
      if (broken?.status === 'rejected') throw broken.reason;
      return;
    }
    this.tally.moves += 1;
    try {
      await this.carryOut(move, await this.standing());
    } catch (error) {
      if (!isAnswer(error)) throw error;
      this.tally.refusals += 1;
    }
  }

  private async carryOut(move: Exclude<Move, { kind: 'together' }>, standing: Standing): Promise<void> {
    const { services } = this.service;
    switch (move.kind) {
      case 'forward':
        return this.goForward(standing, move.words);
      case 'offered': {
        const names = Object.keys(this.definition.states[standing.state]?.on ?? {});
        return this.act(standing, names[move.words.pick % Math.max(names.length, 1)] ?? 'none', move.words);
      }
      case 'anything': {
        const names = Object.values(this.definition.states).flatMap(({ on }) => Object.keys(on));
        const revision = move.isStale ? { revision: standing.revision - 1 } : {};
        const name = names[move.action % names.length] ?? 'none';
        return this.act(standing, name, move.words, move.by, revision);
      }
      case 'upload':
        return this.upload(move.field, move.words.text, move.by);
      case 'settle':
        return this.settle(move.by, move.verdict);
      case 'operate': {
        const { op, by, to } = move;
        const person = { person: to };
        const operation =
          op === 'recall'
            ? { op, note: '有误' }
            : op === 'add-signer'
              ? { op, assignee: person, position: 'beside' as const }
              : { op, to: person };
        await services.actOnCase.run(
          this.caseId,
          { kind: 'operate', operation },
          personCalled(by),
          randomUUID(),
        );
        return;
      }
      case 'rounds':
        for (const round of move.which) await this.turn(round);
        return;
      case 'wait':
        return this.wait(move.minutes);
      case 'on-board': {
        const confirmation = {
          postedAt: standing.now.toISOString(),
          evidence: '照片',
          commandId: randomUUID(),
        };
        return services.confirmByHand.run(this.caseId, 'notice-board', confirmation, personCalled(move.by));
      }
    }
  }

  /** What a step usually leads to: files are brought and searched, hits settled, workers turned. */
  private async goForward(standing: Standing, words: Words): Promise<void> {
    const { state, fields, drafters } = standing;
    const name = wayForward(state, words, fields);
    const action = name === null ? undefined : this.definition.states[state]?.on[name];
    if (name === null || !action) return this.letPass(state);
    const { id } = somebodyFor(action, words.who, drafters);
    if (state === 'draft')
      for (const field of ['document', 'interpretationPlan'])
        if (fields[field] === undefined) await this.upload(field, words.text, id);
    if (name === 'submit-interpretation' && fields['interpretation'] === undefined) {
      const data = { directorParticipation: '局长接受采访' };
      return this.upload('interpretation', words.text, id, name, data);
    }
    if (action.finding === 'cleared' || action.finding === 'cleared-in-part') {
      await this.turn('search');
      await this.settle(id, 'may-stay');
    }
    return this.act(await this.standing(), name, words, id);
  }

  private async act(
    { state, fields, drafters, now }: Standing,
    name: string,
    words: Words,
    by?: string,
    seen: { revision?: number } = {},
  ): Promise<void> {
    const action = this.definition.states[state]?.on[name];
    const person =
      by === undefined && action ? somebodyFor(action, words.who, drafters) : personCalled(by ?? 'drafter');
    const document =
      action?.sets.includes('document') && words.edits.includes('document')
        ? { document: await this.earlierDocument(words.pick) }
        : {};
    const data = action ? { ...dataFor(action, words, fields, now), ...document } : {};
    const command = { kind: 'act' as const, action: name, data, ...seen };
    await this.service.services.actOnCase.run(this.caseId, command, person, randomUUID());
  }

  /** Any version that was ever brought, the present one too. */
  private async earlierDocument(pick: number): Promise<unknown> {
    const { rows } = await this.service.pool.query<Record<string, unknown>>(
      `select d.id as file, d.sha256, d.name, b.media_type as "mediaType", b.size_bytes::int as "sizeBytes" from document d join stored_bytes b using (sha256)
       where d.case_id = $1 and d.field = 'document' order by d.version`,
      [this.caseId],
    );
    return rows[pick % Math.max(rows.length, 1)] ?? 'none';
  }

  private async upload(
    field: string,
    text: string,
    by: string,
    action?: string,
    data: Record<string, unknown> = {},
  ): Promise<void> {
    await this.service.services.uploadDocument.run(
      {
        ...{ caseId: this.caseId, field, name: `${field}.txt`, declaredType: 'text/plain' },
        ...{ content: Readable.from([Buffer.from(text)]), commandId: randomUUID(), data },
        ...(action === undefined ? {} : { action }),
      },
      personCalled(by),
    );
  }

  private async settle(by: string, verdict: 'false-alarm' | 'may-stay' | 'must-go'): Promise<void> {
    const { readReview, giveVerdicts } = this.service.services;
    const { items } = await readReview.run(this.caseId, personCalled(by));
    const verdicts = items.flatMap(({ contents }) =>
      contents.flatMap(({ digest, hits }) =>
        hits.map(({ id }) => ({ content: digest, hit: id, verdict, reason: '公开的服务电话' })),
      ),
    );
    if (verdicts.length > 0) await giveVerdicts.run(this.caseId, verdicts, personCalled(by), randomUUID());
  }

  /** Where nobody acts: a release time comes, and the workers do their part. */
  private async letPass(state: string): Promise<void> {
    if (state === 'awaiting-release') await this.wait(31);
    for (const round of ['release', 'relay'] as const) await this.turn(round);
  }

  private async wait(minutes: number): Promise<void> {
    await this.service.pool.query(
      'update installation set business_shift = business_shift + make_interval(mins => $1)',
      [minutes],
    );
  }

  private async turn(round: Round): Promise<void> {
    const { services } = this.service;
    const turned = {
      release: () => services.releaseDueCases.run(),
      relay: () => services.relay.run(),
      withdraw: () => services.withdrawFromChannels.run(),
      send: () => services.sendToChannels.run(),
      search: () => this.service.search(),
    };
    await turned[round]();
  }

  private async standing(): Promise<Standing> {
    const { rows } = await this.service.pool.query<Standing>(
      `select c.state, c.revision, f.file -> 'fields' as fields, f.file -> 'drafters' as drafters, business_now() as now from cases c join case_file f on f.case_id = c.id where c.id = $1`,
      [this.caseId],
    );
    if (!rows[0]) throw new Error(`case ${this.caseId} is gone`);
    return rows[0];
  }
}

function isAnswer(error: unknown): boolean {
  return [CommandRefused, NotFound, RequestFault, UploadRefused].some((kind) => error instanceof kind);
}
