import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { UploadPostponed } from '../../src/documents/upload-reasons.js';
import { scanByClamd } from '../../src/documents/virus-scan.js';
import { ScratchFolder } from './scratch-folder.js';
import { eicar, StandInClamd } from './stand-in-clamd.js';
import { UploadDesk } from './upload-desk.js';

const scratch = new ScratchFolder();
const desk = new UploadDesk();
let clamd: StandInClamd;

beforeAll(() => scratch.make());
afterAll(() => scratch.remove());
beforeEach(async () => {
  clamd = new StandInClamd();
  await clamd.open();
  await desk.open();
});
afterEach(async () => {
  await clamd.close();
  await desk.close();
});

describe('a scan by clamd', () => {
  it('sends the whole file, in pieces, and hears that it is clean', async () => {
    const bytes = randomBytes(200_001);
    expect(await scanByClamd(clamd.url)(await scratch.write(bytes))).toEqual({ kind: 'clean' });
    expect(clamd.scanned).toEqual([bytes]);
  });

  it('hears the name of what was found', async () => {
    expect(await scanByClamd(clamd.url)(await scratch.write(Buffer.from(eicar)))).toEqual({
      kind: 'infected',
      signature: 'Eicar-Test-Signature',
    });
  });

  it.each([(path: string) => path, (path: string) => `unix:${path}`])(
    'goes through a Unix socket as well',
    async (urlOf) => {
      const path = join(scratch.path, 'clamd.ctl');
      const local = new StandInClamd();
      await local.open(path);
      expect(await scanByClamd(urlOf(path))(await scratch.write(Buffer.from('通知')))).toEqual({
        kind: 'clean',
      });
      await local.close();
    },
  );

  it('hears that a file is too large, although the scanner ends the conversation in its middle', async () => {
    clamd.longestBytes = 100_000;
    expect(await scanByClamd(clamd.url)(await scratch.write(randomBytes(8_000_000)))).toEqual({
      kind: 'too-large',
    });
  });

  it('is no verdict when nobody listens', async () => {
    const { url } = clamd;
    await clamd.close();
    clamd = new StandInClamd();
    await clamd.open();
    const verdict = await scanByClamd(url)(await scratch.write(Buffer.from('通知')));
    expect(verdict).toEqual({ kind: 'unavailable', why: expect.stringContaining('ECONNREFUSED') });
  });

  it('is no verdict when the scanner hangs', async () => {
    clamd.isHung = true;
    const verdict = await scanByClamd(clamd.url, 30)(await scratch.write(Buffer.from('通知')));
    expect(verdict).toEqual({ kind: 'unavailable', why: 'clamd was silent for 30 ms' });
  });

  it.each(['stream: Can not allocate memory ERROR', '', 'stream: OK, more or less'])(
    'is no verdict when the scanner answers %j',
    async (says) => {
      clamd.says = says;
      const verdict = await scanByClamd(clamd.url)(await scratch.write(Buffer.from('通知')));
      expect(verdict).toEqual({ kind: 'unavailable', why: `clamd answered "${says}"` });
    },
  );
});

describe('an upload that is scanned', () => {
  it('is kept when it is clean', async () => {
    const received = await desk.send('通知.txt', '现将要点印发给你们', { scan: scanByClamd(clamd.url) });
    expect(await desk.store.has(received.sha256)).toBe(true);
  });

  it('is refused with the name of what was found, and nothing of it is kept', async () => {
    const [reason] = await desk.refusals('通知.txt', eicar, { scan: scanByClamd(clamd.url) });
    expect(reason?.code).toBe('infected');
    expect(reason?.zh).toContain('Eicar-Test-Signature');
    expect(await desk.staged()).toEqual([]);
  });

  it.each([
    ['hangs', 'scan-unavailable', () => (clamd.isHung = true)],
    ['gets a file above its limit', 'scan-too-large', () => (clamd.longestBytes = 3)],
  ])('is put off when the scanner %s, and nothing of it is kept', async (_, code, break_) => {
    break_();
    const scan = scanByClamd(clamd.url, 30);
    const offered = desk.send('通知.txt', '现将要点印发给你们', { scan });
    await expect(offered).rejects.toBeInstanceOf(UploadPostponed);
    const [reason] = await desk.refusals('通知.txt', '现将要点印发给你们', { scan });
    expect(reason?.code).toBe(code);
    expect(reason?.zh).toContain('暂时无法查毒，请稍后再试');
    expect(await desk.staged()).toEqual([]);
  });

  it('is not sent to the scanner when it is refused for something else', async () => {
    await desk.refusals('通知.exe', 'MZ\0', { scan: scanByClamd(clamd.url) });
    expect(clamd.scanned).toEqual([]);
  });
});
