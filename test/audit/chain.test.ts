import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { canonicalJson, chainHash, chainStart, verifyChain, type AuditEntry } from '../../src/audit/chain.js';

function chainOf(bodies: readonly unknown[]): AuditEntry[] {
  const entries: AuditEntry[] = [];
  for (const body of bodies) {
    const prev = entries.at(-1)?.hash ?? chainStart;
    entries.push({ seq: entries.length + 1, prev, hash: chainHash(prev, body), body });
  }
  return entries;
}

const actions = ['open', 'submit', 'clear', 'approve', 'post'].map((action) => ({
  action,
  on: '2016-07-01',
}));

describe('canonical JSON', () => {
  it('is the same text for the same value, whatever order its keys were written in', () => {
    expect(canonicalJson({ b: [{ y: 1, x: null }], a: '公开' })).toBe('{"a":"公开","b":[{"x":null,"y":1}]}');
  });

  it('is the same before and after a value was stored as JSON', () => {
    const body = { at: undefined, list: [undefined, 1.5, -0], text: '\u2028"\\\n', deep: { é: 1, e: 2 } };
    expect(canonicalJson(JSON.parse(JSON.stringify(body)))).toBe(canonicalJson(body));
  });
});

describe('a case’s audit chain', () => {
  it('hashes the previous hash, a line feed and the canonical body', () => {
    const text = `${'0'.repeat(64)}\n{"action":"open","by":"person-7"}`;
    const expected = createHash('sha256').update(text, 'utf8').digest('hex');
    expect(chainHash(chainStart, { by: 'person-7', action: 'open' })).toBe(expected);
  });

  it('verifies when nothing was touched, also when it is streamed and when it is empty', () => {
    const entries = chainOf(actions);
    const head = { seq: 5, hash: entries[4]!.hash };
    expect(verifyChain(entries, head)).toEqual({ ok: true });
    expect(verifyChain(entries.values())).toEqual({ ok: true });
    expect(verifyChain([], { seq: 0, hash: chainStart })).toEqual({ ok: true });
  });

  it('names the entry whose body was edited', () => {
    const entries = chainOf(actions);
    entries[2] = { ...entries[2]!, body: { action: 'withhold', on: '2016-07-01' } };
    expect(verifyChain(entries)).toMatchObject({
      ok: false,
      seq: 3,
      why: expect.stringContaining('changed'),
    });
  });

  it('names the entry after an edited one when the editor also made its hash fit', () => {
    const entries = chainOf(actions);
    const body = { action: 'withhold' };
    entries[2] = { ...entries[2]!, body, hash: chainHash(entries[2]!.prev, body) };
    expect(verifyChain(entries)).toMatchObject({ ok: false, seq: 4 });
  });

  it.each([
    ['removed', 2, (entries: AuditEntry[]) => entries.splice(1, 1)],
    ['removed from the beginning', 1, (entries: AuditEntry[]) => entries.splice(0, 1)],
    ['inserted twice', 3, (entries: AuditEntry[]) => entries.splice(2, 0, entries[1]!)],
    ['swapped', 2, (entries: AuditEntry[]) => entries.splice(1, 2, entries[2]!, entries[1]!)],
  ])('names the first place where an entry was %s', (_, seq, damage) => {
    const entries = chainOf(actions);
    damage(entries);
    expect(verifyChain(entries)).toMatchObject({ ok: false, seq });
  });

  it('does not accept renumbered entries after one was removed', () => {
    const entries = chainOf(actions);
    entries.splice(1, 1);
    const renumbered = entries.map((entry, at) => ({ ...entry, seq: at + 1 }));
    expect(verifyChain(renumbered)).toMatchObject({ ok: false, seq: 2 });
  });

  it('tells from the recorded head that the end was cut off, added to or rewritten', () => {
    const entries = chainOf(actions);
    const head = { seq: 5, hash: entries[4]!.hash };
    expect(verifyChain(entries.slice(0, 3), head)).toMatchObject({ ok: false, seq: 4 });
    expect(verifyChain(chainOf([...actions, { action: 'x' }]), head)).toMatchObject({ ok: false, seq: 6 });
    expect(verifyChain(chainOf([...actions.slice(0, 4), {}]), head)).toMatchObject({ ok: false, seq: 5 });
  });
});
