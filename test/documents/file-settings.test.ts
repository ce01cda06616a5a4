import { limitsOf, limitsOfField } from '../../src/documents/upload-limits.js';
import { planIndexNumbers } from '../../src/documents/issue-index-number.js';
import { ConfigurationFault } from '../../src/platform/faults.js';
import { readSettings } from '../../src/platform/settings.js';

const mebibyte = 1024 * 1024;
const store = {
  S3_ENDPOINT: 'https://s3.example.gov.cn',
  S3_BUCKET: 'gongkai-files',
  S3_REGION: 'cn-north-1',
  S3_ACCESS_KEY: 'AKIAGONGKAI',
  S3_SECRET_KEY: 'hush-hush',
};
const filesOf = (environment: Record<string, string>) => readSettings(environment, '/srv/gongkai').files;

describe('the settings for files', () => {
  it('keep bytes in a folder, scan nothing and count index numbers by year when nothing is said', () => {
    expect(filesOf({})).toEqual({
      objectStore: null,
      clamdUrl: null,
      limitMebibytes: {},
      indexNumber: { pattern: '{unit}-{year}-{serial:5}', unit: 'GK', class: null },
    });
  });

  it('put the bucket into the path, unless the host already names it', () => {
    expect(filesOf(store).objectStore?.address).toBe('https://s3.example.gov.cn/gongkai-files');
    const inHost = { ...store, S3_ENDPOINT: 'https://gongkai-files.s3.example.gov.cn' };
    expect(filesOf(inHost).objectStore?.address).toBe('https://gongkai-files.s3.example.gov.cn');
  });

  it('name everything that half an object store lacks, together with what else is wrong, and no value', () => {
    const reading = () =>
      filesOf({ S3_SECRET_KEY: 'hush-hush', S3_BUCKET: 'Not A Bucket', CLAMD_URL: 'http://hush' });
    for (const name of ['S3_ENDPOINT', 'S3_REGION', 'S3_ACCESS_KEY', 'S3_BUCKET', 'CLAMD_URL'])
      expect(reading).toThrow(`  ${name}: `);
    expect(reading).toThrow(ConfigurationFault);
    expect(reading).not.toThrow(/hush|Not A Bucket|  S3_SECRET_KEY: /);
  });

  it.each([
    'tcp://127.0.0.1:3310',
    'tcp://[::1]:3310',
    '/run/clamav/clamd.ctl',
    'unix:/run/clamav/clamd.ctl',
  ])('find the scanner at %s', (CLAMD_URL) => expect(filesOf({ CLAMD_URL }).clamdUrl).toBe(CLAMD_URL));

  it('set the largest file of each kind and the sum of a case', () => {
    const { limitMebibytes } = filesOf({ UPLOAD_LIMITS: 'video=4096, image=20 total=8192' });
    const limits = limitsOf(limitMebibytes);
    expect(limits.kindBytes).toMatchObject({
      video: 4096 * mebibyte,
      image: 20 * mebibyte,
      document: 200 * mebibyte,
    });
    expect(limits.totalBytes).toBe(8192 * mebibyte);
  });

  it.each(['video', 'video=0', 'film=10', 'video=1.5', 'video=-1'])('refuse %j as a limit', (UPLOAD_LIMITS) =>
    expect(() => filesOf({ UPLOAD_LIMITS })).toThrow('UPLOAD_LIMITS: must be mebibytes by kind'),
  );
});

describe('the limits of a field', () => {
  it('leave out the kinds that it does not take, and what the case has already', () => {
    const limits = limitsOfField(limitsOf({ total: 100 }), ['document', 'image'], 99 * mebibyte);
    expect(limits.kindBytes).toEqual({ document: 200 * mebibyte, image: 50 * mebibyte });
    expect(limits.totalBytes).toBe(mebibyte);
    expect(limitsOfField(limitsOf({ total: 1 }), ['text'], 2 * mebibyte).totalBytes).toBe(0);
  });
});

describe('the plan for index numbers', () => {
  it('is refused at the start with everything that is wrong with the pattern', () => {
    const planning = () => planIndexNumbers({ pattern: '{class}-{year}-{nothing}', unit: 'GK', class: null });
    expect(planning).toThrow(ConfigurationFault);
    for (const words of [
      'There is no field "nothing"',
      'There is no serial',
      'neither {unit} nor {org}',
      'INDEX_NUMBER_CLASS',
    ])
      expect(planning).toThrow(words);
  });
});
