import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { compose } from '../../src/app/compose.js';
import type { ChannelView } from '../../src/effects/publication/read-channels.js';
import { allNo } from '../checklist.js';
import type { WebsiteStandIn } from '../effects/publication/website-stand-in.js';
import { appId, appSecret, cover, type WechatStandIn } from '../effects/publication/wechat-stand-in.js';
import { act, draftFields, openDraft, submitted } from './policy-document.js';
import { root, runService, settingsFor, type RunningService } from './running-service.js';

export const websiteSecret = 'a-secret-of-the-website';

/** The real service with other channels for policy documents than the bureau ships, and the settings for them. */
export async function openChannelDesk(
  channels: { required: string[]; optional?: string[] },
  settings: Record<string, string> = {},
): Promise<RunningService> {
  const service = await runService();
  const own = copyWith(channels);
  const services = compose(
    settingsFor(service.dataDirectory, service.databaseUrl, {
      CHANNEL_PRIVATE_ADDRESSES: 'allowed',
      BASE_URL: 'http://portal.example',
      ...settings,
    }),
    service.pool,
    own,
    pino({ level: 'silent' }),
  );
  await services.pinDefinitions.run();
  await services.directories.refresh();
  const end = async () => {
    await service.end();
    rmSync(own, { recursive: true, force: true });
  };
  return { ...service, services, end };
}

/** A bureau that must post on its website as well, in June 2016. */
export async function openWebsiteDesk({ url }: WebsiteStandIn): Promise<RunningService> {
  const settings = { WEBSITE_WEBHOOK_URL: url, WEBSITE_WEBHOOK_SECRET: websiteSecret };
  const service = await openChannelDesk({ required: ['portal', 'website'] }, settings);
  await service.moveTo('2016-06-28T09:00:00+08:00');
  return service;
}

/** A bureau that must post on WeChat as well, in June 2016. */
export async function openWechatDesk({ url }: WechatStandIn): Promise<RunningService> {
  const settings = {
    WECHAT_BASE_URL: url,
    WECHAT_APP_ID: appId,
    WECHAT_APP_SECRET: appSecret,
    WECHAT_COVER_MEDIA_ID: cover,
  };
  const service = await openChannelDesk({ required: ['portal', 'wechat'] }, settings);
  await service.moveTo('2016-06-28T09:00:00+08:00');
  return service;
}

/** A tree whose policy documents name these channels; only the service itself reports there that everything is posted. */
export function copyWith({ required, optional = [] }: { required: string[]; optional?: string[] }): string {
  const own = mkdtempSync(join(process.env.GONGKAI_TEST_FOLDER ?? tmpdir(), 'channels-'));
  cpSync(join(root, 'workflows'), join(own, 'workflows'), { recursive: true });
  const file = join(own, 'workflows', 'policy-document', '1.yaml');
  const text = readFileSync(file, 'utf8')
    .replace(
      /^ {2}required: \[portal\]\n {2}optional: .*\n {2}chosenIn: channels\n/m,
      () => `  required: [${required.join(', ')}]\n  optional: [${optional.join(', ')}]\n`,
    )
    .replace(/by: \[system, publisher\]/g, 'by: [system]');
  writeFileSync(file, text);
  return own;
}

/** Cleared and approved; the effect that begins the posting has run. @returns the id of its case */
export async function approved(service: RunningService, title = draftFields.title): Promise<string> {
  const id = await submitted(service, title);
  await approve(service, id);
  return id;
}

export async function approve(service: RunningService, id: string): Promise<void> {
  await act(service, id, 'reviewer', 'clear', { opinion: '不涉密，同意公开', checklist: allNo });
  await act(service, id, 'leader', 'approve');
  await service.services.relay.run();
}

/** The same with fields of one's own. @returns the id of its case, before the reviewer */
export async function submittedWith(
  service: RunningService,
  fields: Record<string, unknown>,
): Promise<string> {
  const { id } = await openDraft(service, { ...draftFields, ...fields });
  const keep = (field: string, name: string) =>
    service.keep(id, { field, name, text: `${name}的内容`, by: 'drafter' });
  const document = await keep('document', '通知.txt');
  const interpretationPlan = await keep('interpretationPlan', '解读方案.txt');
  await act(service, id, 'drafter', 'submit', { document, interpretationPlan });
  await act(service, id, 'section-head', 'agree', { opinion: '同意送审' });
  return id;
}

/** One channel of a case, its newest posting. */
export async function onChannel(
  service: RunningService,
  caseId: string,
  channel: string,
): Promise<ChannelView> {
  const views = await service.services.readChannels.run(caseId);
  const view = views.findLast((one) => one.channel === channel);
  if (!view) throw new Error(`nothing was ever to be posted on ${channel}`);
  return view;
}

/** Whatever waits for its next try is due now, as if the wait were over. */
export async function makeDue({ pool }: RunningService, caseId: string): Promise<void> {
  await pool.query(
    `update channel_posting set run_at = clock_timestamp() where case_id = $1 and run_at > clock_timestamp()`,
    [caseId],
  );
}

/** Rounds until nothing more is due. */
export async function send({ services }: RunningService): Promise<void> {
  await services.withdrawFromChannels.run();
  while ((await services.sendToChannels.run()) > 0);
}

/** What the public reads on the portal of a case: its fields. */
export async function onPortal({ pool }: RunningService, caseId: string): Promise<string[]> {
  const { rows } = await pool.query<{ field: string }>(
    'select field from publication where case_id = $1 and taken_down_at is null order by field',
    [caseId],
  );
  return rows.map(({ field }) => field);
}

/** Those to whom a failure was escalated, by role. */
export async function escalatedTo({ pool }: RunningService, caseId: string): Promise<string[][]> {
  const { rows } = await pool.query<{ to: string[] }>(
    `select payload -> 'to' as "to" from outbox where case_id = $1 and effect = 'notify-rung' and payload ->> 'kind' = 'escalate' and payload ? 'posting' order by id`,
    [caseId],
  );
  return rows.map(({ to }) => to);
}

/** When the case counts as posted: the date of the fact in its ledger. */
export async function postedAt({ pool }: RunningService, caseId: string): Promise<string | null> {
  const { rows } = await pool.query<{ at: string }>(
    `select body ->> 'occurredAt' as at from event where case_id = $1 and action = 'posted' order by seq desc limit 1`,
    [caseId],
  );
  return rows[0]?.at ?? null;
}
