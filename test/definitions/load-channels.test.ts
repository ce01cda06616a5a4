import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { checkChannels, readChannels } from '../../src/definitions/load-channels.js';
import { loadDefinitions } from '../../src/definitions/load-definitions.js';
import { copyWith } from '../service/channel-desk.js';

const shippedFolder = join(process.cwd(), 'workflows');
const made: string[] = [];
afterAll(() => made.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function channelsIn(text: string) {
  const folder = mkdtempSync(join(process.env.GONGKAI_TEST_FOLDER ?? tmpdir(), 'channels-yaml-'));
  made.push(folder);
  writeFileSync(join(folder, 'channels.yaml'), text);
  return readChannels(folder);
}
function faultsWith(required: string[], optional: string[] = []): string[] {
  const folder = copyWith({ required, optional });
  made.push(folder);
  return loadDefinitions(join(folder, 'workflows')).faults.map(({ code }) => code);
}

describe('the list of channels', () => {
  it('that ships names every channel with both its names', () => {
    const { channels, faults } = readChannels(shippedFolder);
    expect(faults).toEqual([]);
    expect(Object.keys(channels)).toEqual([
      'portal',
      'website',
      'wechat',
      'newspaper',
      'television',
      'notice-board',
    ]);
  });

  it('names its faults by line', () => {
    const { faults } = channelsIn(
      'portal: { zh: 门户, en: Portal, kind: portal }\nradio: { zh: 广播, en: Radio, kind: wave }\n',
    );
    expect(faults).toMatchObject([{ file: 'channels.yaml', line: 2, code: 'bad-value' }]);
  });

  it('has one portal', () => {
    const { faults } = channelsIn('newspaper: { zh: 报纸, en: Newspaper, kind: manual }\n');
    expect(faults).toMatchObject([
      { message: expect.stringContaining('exactly one channel of kind portal') as unknown },
    ]);
  });
});

describe('a definition', () => {
  it('may require channels that are on the list, with the portal among them', () => {
    expect(faultsWith(['portal', 'newspaper'], ['wechat'])).toEqual([]);
  });

  it('is refused with a channel that is not on the list', () => {
    expect(faultsWith(['portal', 'radio'], ['wave'])).toEqual(['unknown-channel', 'unknown-channel']);
  });

  it('is refused without the portal', () => {
    expect(faultsWith(['newspaper'])).toEqual(['portal-missing']);
  });
});

describe('a definition that requires more than the portal', () => {
  it('lets nobody report by hand what the channels have not confirmed', () => {
    const { definitions } = loadDefinitions(shippedFolder);
    const shipped = definitions.find(({ file }) => file === 'policy-document/1.yaml')?.definition;
    if (!shipped) throw new Error('the definition of policy documents is gone');
    const required = ['portal', 'newspaper'];
    const faults = checkChannels(
      { ...shipped, channels: { required, optional: [] } },
      readChannels(shippedFolder).channels,
    );

    expect(faults.map(({ code }) => code)).toContain('reported-by-hand');
    expect(faults.map(({ path }) => path.join('.'))).toContain('states.scheduled.on.posted.by');
  });
});
