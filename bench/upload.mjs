import { createHash, randomUUID } from 'node:crypto';
import { open } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { median, round } from './median.mjs';
import { newFolder, removeFolder, startProduct } from './product.mjs';

const rounds = 5;
const mebibyte = 1024 * 1024;
const pieces = 200;

/**
 * A film of 200 MB through the HTTP door: how fast, and how far the memory of the process rises above what a film of 2 MB
 * leaves it at. The floor writes and digests the same bytes in one pass; the two take turns.
 */
export async function run(report) {
  const folder = newFolder();
  const product = await startProduct(folder);
  const token = (
    await post(product.url, '', '/api/v1/session', { username: 'drafter', password: 'gongkai-demo' })
  ).token;
  const { id } = await post(product.url, token, '/api/v1/cases', {
    type: 'policy-document',
    fields: { title: '通知', attribute: 'proactive' },
    commandId: randomUUID(),
  });
  const send = (count) => upload(product.url, token, id, count);
  await send(2);
  const measured = { product: [], floor: [], growth: [] };
  for (let turn = 0; turn < rounds; turn += 1) {
    const watch = watchMemory(product);
    measured.product.push(await timed(() => send(pieces)));
    measured.growth.push(watch.stop());
    measured.floor.push(await timed(() => writeByHand(join(folder, 'floor'), pieces)));
  }
  const perSecond = (seconds) => round(pieces / median(seconds));
  report({ name: 'upload of 200 MB through HTTP', value: perSecond(measured.product), unit: 'MB/s' });
  report({
    name: 'the same bytes digested and written to the disk',
    value: perSecond(measured.floor),
    unit: 'MB/s',
  });
  report({
    name: 'peak memory above the start, 200 MB upload',
    value: round(Math.max(...measured.growth)),
    unit: 'MB',
  });
  await product.stop();
  removeFolder(folder);
}

async function timed(work) {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
}

function watchMemory(product) {
  const before = product.residentMegabytes();
  let peak = before;
  const timer = setInterval(() => {
    peak = Math.max(peak, product.residentMegabytes());
  }, 10);
  return {
    stop: () => {
      clearInterval(timer);
      return Math.max(peak, product.residentMegabytes()) - before;
    },
  };
}

/** Other bytes each time, so that none are in the store already: the header of an MP4, then one random mebibyte again and again. */
function* film(count) {
  const filler = Buffer.alloc(mebibyte, randomUUID());
  yield Buffer.concat([Buffer.from('\0\0\0\x10ftypisom\0\0\0\0', 'latin1'), filler.subarray(16)]);
  for (let index = 1; index < count; index += 1) yield filler;
}

async function writeByHand(path, count) {
  const hash = createHash('sha256');
  const handle = await open(path, 'w');
  for (const piece of film(count)) {
    hash.update(piece);
    await handle.write(piece);
  }
  await handle.sync();
  await handle.close();
  return hash.digest('hex');
}

function upload(url, token, id, count) {
  const boundary = randomUUID();
  const outgoing = request(`${url}/api/v1/cases/${id}/files`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${token}`,
      'Content-Type': `multipart/form-data; boundary=${boundary}`,
    },
  });
  const answered = answerOf(outgoing);
  const sent = (async () => {
    outgoing.write(
      `--${boundary}\r\nContent-Disposition: form-data; name="interpretation"; filename="film.mp4"\r\nContent-Type: video/mp4\r\n\r\n`,
    );
    for (const piece of film(count))
      if (!outgoing.write(piece)) await new Promise((resolve) => outgoing.once('drain', resolve));
    outgoing.end(`\r\n--${boundary}--\r\n`);
  })();
  return Promise.all([answered, sent]).then(([answer]) => answer);
}

function post(url, token, path, body) {
  const headers = {
    'Content-Type': 'application/json',
    ...(token ? { Authorization: `Bearer ${token}` } : {}),
  };
  const outgoing = request(url + path, { method: 'POST', headers });
  const answered = answerOf(outgoing);
  outgoing.end(JSON.stringify(body));
  return answered;
}

function answerOf(outgoing) {
  return new Promise((resolve, reject) => {
    outgoing.on('error', reject);
    outgoing.on('response', async (response) => {
      const chunks = [];
      for await (const chunk of response) chunks.push(chunk);
      const text = Buffer.concat(chunks).toString();
      if (response.statusCode < 300) resolve(JSON.parse(text));
      else reject(new Error(`${response.statusCode}: ${text}`));
    });
  });
}
