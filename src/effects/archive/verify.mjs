#!/usr/bin/env node
// 移交包校验程序 / verifier of a hand-over package. Needs Node.js 18 or newer and nothing else.
// 用法 / usage: node verify.mjs [folder of the package; by default the one in which this file lies]
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), '..', '..'));
const tagFiles = ['bag-info.txt', 'bagit.txt', 'manifest-sha256.txt'];
const faults = [];
const fault = (path, zh, en) => faults.push({ path, zh, en });

/** Every file with its size; a link is never followed, for it can lead out of the package. */
async function walk(folder, files) {
  for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) await walk(path, files);
    else if (entry.isFile()) files.set(path, (await stat(join(root, path))).size);
    else fault(path, '不是普通文件（链接等）', 'is a link or the like, not a file');
  }
  return files;
}

async function digestOf(path) {
  const digest = createHash('sha256');
  for await (const chunk of createReadStream(join(root, path))) digest.update(chunk);
  return digest.digest('hex');
}

/** RFC 8493 2.1.3: in a manifest CR, LF and % are written %0D, %0A and %25. */
const decodePath = (written) =>
  written.replace(/%(25|0D|0A)/gi, (_, code) => String.fromCharCode(parseInt(code, 16)));

async function readManifest(name, files) {
  const digests = new Map();
  if (!files.has(name)) return digests; // named as missing by what lists it
  for (const [at, line] of (await readFile(join(root, name), 'utf8')).split('\n').entries()) {
    if (line === '') continue;
    const [, digest, written] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
    if (digest && !digests.has(decodePath(written))) digests.set(decodePath(written), digest);
    else fault(name, `第 ${at + 1} 行不能读取或重复`, `line ${at + 1} cannot be read or is repeated`);
  }
  return digests;
}

/** What is listed must be there with these bytes, and what is there must be listed. */
async function checkFiles(manifest, digests, present, files) {
  for (const path of new Set([...digests.keys(), ...present].sort())) {
    if (!digests.has(path))
      fault(path, `不在 ${manifest} 中，是多出的文件`, `was added: it is not in ${manifest}`);
    else if (!files.has(path)) fault(path, '缺少此文件', 'is missing');
    else if ((await digestOf(path)) !== digests.get(path))
      fault(
        path,
        `与 ${manifest} 中的摘要不符，已被改动`,
        `was changed: it does not match its digest in ${manifest}`,
      );
  }
}

async function checkTagFiles(files) {
  const listed = await readManifest('tagmanifest-sha256.txt', files);
  for (const name of [...tagFiles, 'tagmanifest-sha256.txt'])
    if (!files.has(name) && !listed.has(name)) fault(name, '缺少此文件', 'is missing');
  const beside = [...files.keys()].filter(
    (path) => !path.startsWith('data/') && path !== 'tagmanifest-sha256.txt',
  );
  await checkFiles('tagmanifest-sha256.txt', listed, beside, files);
}

async function checkDeclaration(files) {
  if (!files.has('bagit.txt')) return;
  const declaration = await readFile(join(root, 'bagit.txt'), 'utf8');
  if (declaration !== 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n')
    fault('bagit.txt', '不是 BagIt 1.0 声明', 'is not the declaration of BagIt 1.0');
}

async function checkOxum(files, payload) {
  if (!files.has('bag-info.txt')) return;
  const stated = /^Payload-Oxum: (.+)$/m.exec(await readFile(join(root, 'bag-info.txt'), 'utf8'))?.[1];
  const actual = `${payload.reduce((sum, path) => sum + files.get(path), 0)}.${payload.length}`;
  if (stated !== actual)
    fault(
      'bag-info.txt',
      `Payload-Oxum 为 ${stated}，实为 ${actual}`,
      `states Payload-Oxum ${stated}, found ${actual}`,
    );
}

/** Keys sorted by code unit at every depth, no white space. */
function canonicalJson(value) {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const keys = Object.keys(value).sort((left, right) => (left < right ? -1 : 1));
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`).join(',')}}`;
}

/** Each entry: hash = sha256(prev, line feed, canonical JSON of body), prev = hash of the one before. */
function checkChain(path, { entries, head }) {
  let prev = '0'.repeat(64);
  for (const [at, entry] of entries.entries()) {
    const hash = createHash('sha256')
      .update(`${prev}\n${canonicalJson(entry.body)}`)
      .digest('hex');
    if (entry.seq !== at + 1 || entry.prev !== prev || entry.hash !== hash)
      return fault(path, `审计链在第 ${at + 1} 条断开`, `the audit chain breaks at entry ${at + 1}`);
    prev = hash;
  }
  if (head.seq !== entries.length || head.hash !== prev)
    fault(
      path,
      `审计链在第 ${entries.length} 条之后被截断或增补`,
      `the audit chain does not end where it was closed, after entry ${entries.length}`,
    );
}

async function checkChains(payload) {
  const paths = payload.filter((path) => path.startsWith('data/其他/审计链/')).sort();
  for (const path of paths) {
    try {
      checkChain(path, JSON.parse(await readFile(join(root, path), 'utf8')));
    } catch {
      fault(path, '不是审计链', 'is not an audit chain');
    }
  }
  return paths.length;
}

async function main() {
  const files = await walk('', new Map());
  const payload = [...files.keys()].filter((path) => path.startsWith('data/'));
  await checkDeclaration(files);
  await checkTagFiles(files);
  await checkOxum(files, payload);
  await checkFiles('manifest-sha256.txt', await readManifest('manifest-sha256.txt', files), payload, files);
  const chains = await checkChains(payload);
  console.log(`移交包 / package: ${root}`);
  console.log(
    `文件 ${payload.length} 个，审计链 ${chains} 条 / ${payload.length} files, ${chains} audit chains`,
  );
  if (files.has('tagmanifest-sha256.txt'))
    console.log(`总摘要 / seal (SHA-256): ${await digestOf('tagmanifest-sha256.txt')}`);
}

await main().catch((error) => fault(root, `无法读取：${error.message}`, `cannot be read: ${error.message}`));
if (faults.length === 0) {
  console.log('校验通过，内容完整，未被改动。/ Valid: complete and unchanged.');
} else {
  console.log(`校验不通过，共 ${faults.length} 处，第一处：${faults[0].path}`);
  console.log(`Not valid: ${faults.length} faults, the first at ${faults[0].path}`);
  for (const { path, zh, en } of faults) console.log(`- ${path}：${zh}。/ ${en}.`);
  process.exitCode = 1;
}
