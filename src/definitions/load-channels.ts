import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Definition } from '../engine/definition.js';
import { readYaml, type FileFault } from './read-yaml.js';

export const channelKinds = ['portal', 'webhook', 'wechat', 'manual'] as const;
const channelSchema = z.strictObject({
  zh: z.string().min(1),
  en: z.string().min(1),
  kind: z.enum(channelKinds),
});
export type Channel = z.infer<typeof channelSchema>;
export type ChannelKind = Channel['kind'];
export type Channels = Readonly<Record<string, Channel>>;

const fileName = 'channels.yaml';
/** Built in: it is there even when nothing else is written down. */
const portalOnly: Channels = { portal: { zh: '门户网站', en: 'Portal', kind: 'portal' } };

/** Reads channels.yaml. Without the file there is the portal. */
export function readChannels(directory: string): { channels: Channels; faults: FileFault[] } {
  const file = join(directory, fileName);
  if (!existsSync(file)) return { channels: portalOnly, faults: [] };
  const yaml = readYaml(fileName, readFileSync(file, 'utf8'));
  if (yaml.faults.length > 0) return { channels: portalOnly, faults: yaml.faults };
  const parsed = z
    .record(z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/), channelSchema)
    .safeParse(yaml.value);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => {
      const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
      return { ...yaml.placeOf(path), code: 'bad-value', message: `${path.join('.')}: ${issue.message}` };
    });
    return { channels: portalOnly, faults };
  }
  const portals = Object.values(parsed.data).filter(({ kind }) => kind === 'portal');
  if (portals.length === 1 && parsed.data['portal']?.kind === 'portal')
    return { channels: parsed.data, faults: [] };
  const message = 'there is exactly one channel of kind portal, and it is called portal; write it so';
  return { channels: portalOnly, faults: [{ ...yaml.placeOf(['portal']), code: 'bad-value', message }] };
}

/** Outward actions by which the service reports that everything required is posted. */
const postingFacts = ['posted', 'interpretation-posted'];

/** What a definition says of channels, compared with the list. @returns paths and words, for line and column */
export function checkChannels(
  { channels: wanted, form, states }: Definition,
  channels: Channels,
): { path: (string | number)[]; code: string; message: string }[] {
  if (!wanted) return [];
  const unknown = (['required', 'optional'] as const).flatMap((key) =>
    wanted[key].flatMap((name, index) =>
      Object.hasOwn(channels, name)
        ? []
        : [
            {
              path: ['channels', key, index],
              code: 'unknown-channel',
              message: `there is no channel "${name}"; known are ${Object.keys(channels).join(', ')}`,
            },
          ],
    ),
  );
  const portal = wanted.required.includes('portal')
    ? []
    : [
        {
          path: ['channels', 'required'],
          code: 'portal-missing',
          message: 'the portal is always required (Regulations 2019 art. 23); add portal',
        },
      ];
  const { chosenIn } = wanted;
  const field =
    chosenIn === undefined || form[chosenIn]?.kind === 'list'
      ? []
      : [
          {
            path: ['channels', 'chosenIn'],
            code: 'unknown-field',
            message: `"${chosenIn}" must be a field of kind list, in which the drafter names the optional channels`,
          },
        ];
  return [...unknown, ...portal, ...field, ...checkReporters(wanted.required, states)];
}

/** With more than the portal required, nobody may say by hand what the channels have not confirmed. */
function checkReporters(
  required: readonly string[],
  states: Definition['states'],
): { path: (string | number)[]; code: string; message: string }[] {
  if (required.every((name) => name === 'portal')) return [];
  return Object.entries(states).flatMap(([state, { on }]) =>
    postingFacts
      .filter((fact) => on[fact]?.by.some((role) => role !== 'system'))
      .map((fact) => ({
        path: ['states', state, 'on', fact, 'by'],
        code: 'reported-by-hand',
        message: `with required channels beside the portal only [system] reports "${fact}": a person confirms a channel, not the whole`,
      })),
  );
}
