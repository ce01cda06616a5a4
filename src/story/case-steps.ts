import type { Answer, DemoClient } from './demo-client.js';
import { eventually } from './eventually.js';
import type { Timeline } from './timeline.js';

interface ClockView {
  name: string;
  state: string;
  dueOn: string | null;
  workingDaysLate: number | null;
  breaches: { dueOn: string }[];
}

interface ReviewedItem {
  contents: {
    digest: string;
    state: string;
    hits: { id: string; title: { zh: string }; place: { zh: string }; excerpt: string; verdict: unknown }[];
  }[];
}

/** The steps that the people of the story take on one case, each with what must come of it. */
export class CaseSteps {
  caseId = '';

  constructor(
    private readonly client: DemoClient,
    private readonly timeline: Timeline,
  ) {}

  async moveClock(to: string): Promise<void> {
    const moved = await this.client.post('drafter', '/api/v1/demo/clock', { to });
    this.timeline.must(moved.status === 200, '拨动演示时间 business time moves', moved);
    this.timeline.moveTo(to);
  }

  async mailComes(at: string, to: string, word: string, zh: string, en: string): Promise<void> {
    await this.moveClock(at);
    const found = await eventually(async () => {
      const { body } = await this.client.get(null, `/api/v1/mailbox?recipient=${to}@demo.example`);
      const messages = (body['messages'] ?? []) as { subject: string; text: string }[];
      return messages.find(({ subject, text }) => subject.includes(word) && text.includes(this.caseId));
    });
    this.timeline.must(found !== undefined, `${zh} ${en}`, { to, word });
    this.timeline.tell('系统', zh, en);
    this.timeline.quote(`致 ${to}@demo.example：${found?.subject ?? ''}`);
  }

  async upload(field: string, name: string, text: string): Promise<void> {
    const uploaded = await this.client.upload('drafter', this.caseId, field, name, text);
    this.timeline.must(uploaded.status === 201, `上传 ${name} is uploaded`, uploaded);
  }

  /** Every item of a checklist answered with no, as the reviewer of the story finds it. */
  async allNo(name: string): Promise<Record<string, { answer: 'no' }>> {
    const known = await this.client.get('reviewer', '/api/v1/workflows');
    const lists = known.body['checklists'] as Record<string, { items: object }> | undefined;
    const items = Object.keys(lists?.[name]?.items ?? {});
    this.timeline.must(items.length > 0, `审查表 the checklist ${name} has items`, known.status);
    return Object.fromEntries(items.map((item) => [item, { answer: 'no' as const }]));
  }

  /** The reviewer waits until the files were searched and settles what was found; what has to go would end the story. */
  async settleHits(who: string, why: string): Promise<number> {
    const path = `/api/v1/cases/${this.caseId}/review`;
    const items = await eventually(async () => {
      const { body } = await this.client.get(who, path);
      const known = (body['items'] ?? []) as ReviewedItem[];
      const isSearched = known.every(({ contents }) => contents.every(({ state }) => state === 'searched'));
      return known.length > 0 && isSearched ? known : undefined;
    });
    this.timeline.must(items !== undefined, '文件自动检查完毕 the files were searched', path);
    const open = (items ?? []).flatMap(({ contents }) =>
      contents.flatMap(({ digest, hits }) =>
        hits.filter(({ verdict }) => verdict === null).map((hit) => ({ ...hit, digest })),
      ),
    );
    for (const { title, place, excerpt } of open)
      this.timeline.quote(`${title.zh}（${place.zh}）：${excerpt}`);
    if (open.length === 0) return 0;
    const verdicts = open.map(({ digest, id }) => ({
      content: digest,
      hit: id,
      verdict: 'may-stay',
      reason: why,
    }));
    const settled = await this.client.post(who, `${path}/verdicts`, {
      verdicts,
      commandId: crypto.randomUUID(),
    });
    this.timeline.must(settled.status === 200, '逐处处理提示 every hit is settled', settled);
    return open.length;
  }

  mustAct(who: string, action: string, data: Record<string, unknown>, state: string): Promise<void> {
    return this.mustActOn(this.caseId, who, action, data, state);
  }

  async mustActOn(
    caseId: string,
    who: string,
    action: string,
    data: Record<string, unknown>,
    state: string,
  ): Promise<void> {
    const done = await this.client.act(who, caseId, action, data);
    this.timeline.must(
      done.status === 200 && done.body['state'] === state,
      `${who} ${action} → ${state}`,
      done,
    );
  }

  state(wanted: string): Promise<void> {
    return this.stateOf(this.caseId, 'office-lead', wanted);
  }

  async stateOf(caseId: string, who: string, wanted: string): Promise<void> {
    const seen = await eventually(async () => {
      const { body } = await this.client.get(who, `/api/v1/cases/${caseId}`);
      return body['state'] === wanted ? wanted : undefined;
    });
    this.timeline.must(
      seen !== undefined,
      `→ ${wanted}`,
      await this.client.get(who, `/api/v1/cases/${caseId}`),
    );
  }

  async clock(name: string): Promise<ClockView | undefined> {
    const { body } = await this.client.get('office-lead', `/api/v1/cases/${this.caseId}/clocks`);
    return ((body['clocks'] ?? []) as ClockView[]).find((clock) => clock.name === name);
  }

  mustRefuse(answer: Answer, code: string, promise: string): void {
    const codes = (answer.body.reasons ?? []).map((reason) => reason.code);
    this.timeline.must(
      (answer.status === 409 || answer.status === 422) && codes.includes(code),
      promise,
      answer,
    );
  }

  quoteReasons({ body }: Answer): void {
    for (const { detail } of body.reasons ?? []) this.timeline.quote(detail);
  }
}
