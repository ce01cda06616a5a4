import { createHash, sign, verify, type KeyObject } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { canonicalJson } from '../audit/chain.js';
import { publicKeyOf } from './checkpoint-key.js';
import { UsageFault } from './command.js';

/**
 * A checkpoint is a text file: one line per case with the number and hash of its newest entry, in the order of the ids, and a
 * last line with the counts, the SHA-256 of the lines before it and the signature over all of these.
 */
const headSchema = z.strictObject({
  case: z.uuid(),
  number: z.string(),
  seq: z.number().int().positive(),
  head: z.string().regex(/^[0-9a-f]{64}$/),
});
const sealSchema = z.strictObject({
  checkpoint: z.literal('gongkai-audit-1'),
  madeAt: z.string(),
  cases: z.number().int(),
  events: z.number().int(),
  headsSha256: z.string(),
  publicKey: z.string(),
  signature: z.string(),
});

export type CheckpointHead = z.infer<typeof headSchema>;
export type CheckpointSeal = z.infer<typeof sealSchema>;

export function headLine(head: CheckpointHead): string {
  return `${canonicalJson(head)}\n`;
}

export function makeSeal(
  facts: Pick<CheckpointSeal, 'madeAt' | 'cases' | 'events' | 'headsSha256'>,
  key: KeyObject,
): CheckpointSeal {
  const signed = { checkpoint: 'gongkai-audit-1' as const, ...facts, publicKey: publicKeyOf(key) };
  return { ...signed, signature: sign(null, Buffer.from(canonicalJson(signed)), key).toString('base64') };
}

/** Whether the signature is that of the key in the seal. Whose key that is must be asked separately. */
export function isSealSound({ signature, ...signed }: CheckpointSeal): boolean {
  return verify(null, Buffer.from(canonicalJson(signed)), signed.publicKey, Buffer.from(signature, 'base64'));
}

/**
 * Reads a checkpoint line by line.
 * @param onHeads is given the heads in pages
 * @returns the seal, and whether it seals exactly the lines that stand before it
 * @throws UsageFault when the file is no checkpoint
 */
export async function readCheckpoint(
  file: string,
  onHeads: (heads: CheckpointHead[]) => Promise<void>,
): Promise<{ seal: CheckpointSeal; isIntact: boolean }> {
  const hash = createHash('sha256');
  let page: CheckpointHead[] = [];
  let seal: CheckpointSeal | undefined;
  let heads = 0;
  let events = 0;
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    const value = parseLine(file, line, seal);
    if ('checkpoint' in value) {
      seal = value;
      continue;
    }
    hash.update(`${line}\n`);
    heads += 1;
    events += value.seq;
    page.push(value);
    if (page.length < 500) continue;
    await onHeads(page);
    page = [];
  }
  await onHeads(page);
  if (!seal) throw notOne(file);
  const isIntact =
    isSealSound(seal) &&
    seal.headsSha256 === hash.digest('hex') &&
    seal.cases === heads &&
    seal.events === events;
  return { seal, isIntact };
}

function parseLine(
  file: string,
  line: string,
  seal: CheckpointSeal | undefined,
): CheckpointHead | CheckpointSeal {
  if (seal) throw notOne(file); // nothing stands after the seal
  try {
    return z.union([headSchema, sealSchema]).parse(JSON.parse(line));
  } catch {
    throw notOne(file);
  }
}

function notOne(file: string): UsageFault {
  return new UsageFault(
    `${file} 不是完整的审计检查点，请用 gongkai audit checkpoint 导出的原文件。 ${file} is not a whole audit checkpoint; use the file as it was exported.`,
  );
}
