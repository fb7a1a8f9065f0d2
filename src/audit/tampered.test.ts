import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson } from '../core/ids.ts';
import { Random } from '../core/random.ts';
import { AuditLog } from './audit-log.ts';
import { hashOf, lineOf, recordSchema, type AuditRecord } from './record.ts';
import { verifyLog } from './verify-log.ts';

let folder: string;
let path: string;
let whole: Buffer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fin-r1-audit-'));
  path = join(folder, 'audit.jsonl');
  const log = await AuditLog.open(path);
  const verdicts = Array.from({ length: 40 }, (_, n) => ({
    ...{
      input: { id: `mails.csv#${n}`, hash: 'a'.repeat(64) },
      decision: n % 3 === 0 ? 'breach' : 'compliant',
    },
    reason: '承诺保本 "guaranteed" 5 %',
  }));
  await Promise.all(verdicts.map((body) => log.append('verdict', body)));
  await log.close();
  whole = readFileSync(path);
});
afterAll(() => rmSync(folder, { recursive: true }));

const linesOf = (bytes: Buffer): string[] => bytes.toString('utf8').split('\n').slice(0, -1);
const joined = (lines: readonly string[]): Buffer => Buffer.from(lines.map((line) => `${line}\n`).join(''));

const below = (random: Random, n: number): number => random.int(0, n - 1);

/** The record with another verdict, and the hash that this verdict should have. */
function rewritten(line: string): AuditRecord {
  const record = recordSchema.parse(JSON.parse(line));
  const body = { ...record.body, decision: record.body['decision'] === 'breach' ? 'compliant' : 'breach' };
  return { ...record, body, hash: hashOf({ ...record, body }) };
}

const tamperings: Record<string, (random: Random) => Buffer> = {
  'a bit is flipped': (random) => {
    const bytes = Buffer.from(whole);
    const at = below(random, bytes.length);
    bytes[at] = (bytes[at] as number) ^ (1 << below(random, 8));
    return bytes;
  },
  'a record is removed': (random) => joined(linesOf(whole).toSpliced(below(random, 41), 1)),
  'two records change places': (random) => {
    const lines = linesOf(whole);
    const a = below(random, 41);
    const b = (a + 1 + below(random, 40)) % 41;
    [lines[a], lines[b]] = [lines[b] as string, lines[a] as string];
    return joined(lines);
  },
  'a record is put in, chained to the one before': (random) => {
    const lines = linesOf(whole);
    const at = 1 + below(random, 41);
    const { seq, hash: previous, time } = recordSchema.parse(JSON.parse(lines[at - 1] as string));
    const made = { seq: seq + 1, time, kind: 'verdict', body: { decision: 'compliant' }, previous };
    return joined(lines.toSpliced(at, 0, canonicalJson({ ...made, hash: hashOf(made) })));
  },
  'a verdict is edited, with the hash it should have': (random) => {
    const lines = linesOf(whole);
    const at = 1 + below(random, 40);
    return joined(lines.with(at, lineOf(rewritten(lines[at] as string)).trimEnd()));
  },
  'a verdict is edited, and all that follows chained anew': (random) => {
    const lines = linesOf(whole);
    let previous: string | null = null;
    const at = 1 + below(random, 40);
    const anew = lines.slice(at).map((line): string => {
      const record: AuditRecord = previous === null ? rewritten(line) : recordSchema.parse(JSON.parse(line));
      const chained: AuditRecord = { ...record, previous: previous ?? record.previous };
      previous = hashOf(chained);
      return lineOf({ ...chained, hash: previous }).trimEnd();
    });
    return joined([...lines.slice(0, at), ...anew]);
  },
  'the end is cut off, in a line': (random) => whole.subarray(0, 1 + below(random, whole.length - 1)),
  'the end is cut off, after a line': (random) => joined(linesOf(whole).slice(0, below(random, 41))),
  'a line is written in other JSON of the same meaning': (random) => {
    const lines = linesOf(whole);
    const at = below(random, 41);
    return joined(
      lines.with(at, JSON.stringify(JSON.parse(lines[at] as string), null, 1).replaceAll('\n', '')),
    );
  },
  'bytes are appended': (random) => Buffer.concat([whole, whole.subarray(0, 1 + below(random, 200))]),
};

describe.each(Object.keys(tamperings))('%s', (name) => {
  it.each(Array.from({ length: 12 }, (_, seed) => seed))('%i', (seed) => {
    const bytes = tamperings[name]?.(Random.derive(seed, name)) as Buffer;
    expect(bytes.equals(whole)).toBe(false);
    writeFileSync(path, bytes);
    expect(verifyLog(path).faults).not.toEqual([]);
  });
});

it('is intact as it was written', () => {
  writeFileSync(path, whole);
  expect(verifyLog(path)).toMatchObject({ records: 41, faults: [], notes: [] });
});
