import { appendFileSync, copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AuditLog } from './audit-log.ts';
import { addCheckpoint } from './checkpoint.ts';
import { checkpointApart } from './checkpoint-apart.ts';
import { exportLog } from './export-log.ts';
import { headPath, lockPath, writeHead } from './head.ts';
import { auditRecords } from './log-lines.ts';
import { hashOf, lineOf, type AuditRecord } from './record.ts';
import { makeKeys, publicPath, readPrivateKey, readPublicKey } from './signing.ts';
import { verifyExport } from './verify-export.ts';
import { verifyLog } from './verify-log.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fin-r1-audit-'));
  path = join(folder, 'logs', 'audit.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true }));

async function written(bodies: readonly object[]): Promise<AuditRecord[]> {
  const log = await AuditLog.open(path);
  const records = await Promise.all(bodies.map((body) => log.append('verdict', { ...body })));
  await log.close();
  return records;
}

/** Writes a log and its head. */
function write(records: readonly AuditRecord[]): void {
  const text = records.map(lineOf).join('');
  const { seq = 0, hash = '' } = records.at(-1) ?? {};
  writeFileSync(path, text);
  writeHead(path, { log: String(records[0]?.body['log']), seq, hash, bytes: Buffer.byteLength(text) });
}

/** What somebody with write access can do: all records from the second on anew, with another verdict, and the head too. */
function forge(decision: string): void {
  const records = [...auditRecords(path)];
  let previous = records[0]?.hash ?? '';
  const anew = records.slice(1).map((record) => {
    const body = 'decision' in record.body ? { ...record.body, decision } : record.body;
    const content = { ...record, body, previous };
    previous = hashOf(content);
    return { ...content, hash: previous };
  });
  write([records[0] as AuditRecord, ...anew]);
}

describe('AuditLog', () => {
  it('chains what is appended over several openings', async () => {
    await written([{ decision: 'breach' }, { decision: 'compliant', at: new Date(0), nothing: undefined }]);
    const [third] = await written([{ decision: '合规', '10': 1, '9': 2 }]);
    const records = [...auditRecords(path)];
    expect(records.map(({ seq, kind }) => [seq, kind])).toEqual([
      [1, 'log begun'],
      ...[2, 3, 4].map((seq) => [seq, 'verdict']),
    ]);
    expect(records[2]?.body).toEqual({ decision: 'compliant', at: '1970-01-01T00:00:00.000Z' });
    expect(records[3]).toEqual(third);
    expect(verifyLog(path)).toEqual({
      records: 4,
      end: { log: records[0]?.body['log'], seq: 4, hash: third?.hash },
      ...{ faults: [], notes: [], signedThrough: null },
    });
  });

  it('has one writer', async () => {
    const log = await AuditLog.open(path);
    await expect(AuditLog.open(path)).rejects.toThrow(/this audit log is being written by process/);
    await log.close();
    await (await AuditLog.open(path)).close();
  });

  it('writes thousands of records in a few groups', async () => {
    const log = await AuditLog.open(path);
    let heads = 0;
    let before = '';
    const all = Array.from({ length: 3000 }, (_, n) =>
      log.append('verdict', { n }).then(() => {
        const head = readFileSync(headPath(path), 'utf8');
        if (head !== before) heads++;
        before = head;
      }),
    );
    await Promise.all(all);
    await log.close();
    expect(heads).toBeLessThan(5);
    expect(verifyLog(path)).toMatchObject({ records: 3001, faults: [] });
  });

  it('takes nothing more once the disk has refused, and a verifier is told', async () => {
    const log = await AuditLog.open(path);
    await log.append('verdict', { n: 1 });
    rmSync(join(folder, 'logs'), { recursive: true });
    writeFileSync(join(folder, 'logs'), '');
    await expect(log.append('verdict', { n: 2 })).rejects.toMatchObject({ code: 'audit-failed' });
    await expect(log.append('verdict', { n: 3 })).rejects.toMatchObject({ code: 'audit-failed' });
    await log.close();
  });

  it('does not go on with a log that was tampered with', async () => {
    await written([{ decision: 'breach' }, { decision: 'breach' }]);
    const whole = readFileSync(path, 'utf8');
    for (const text of [
      whole.replace('breach', 'compliant'),
      whole.slice(0, whole.lastIndexOf('{')),
      `${whole}{}\n`,
    ]) {
      writeFileSync(path, text);
      await expect(AuditLog.open(path)).rejects.toMatchObject({ code: 'broken-log' });
    }
    rmSync(path);
    await expect(AuditLog.open(path)).rejects.toThrow(/is gone, and .* says that it had 3 records/);
  });

  it('tells of torn bytes, also when it was killed before it had told', async () => {
    await written([{ n: 1 }]);
    appendFileSync(path, '{"body":{"n":2');
    expect(verifyLog(path).faults).toEqual(['14 bytes after the last record, and no writer was killed']);
    writeFileSync(lockPath(path), '');
    expect(verifyLog(path)).toMatchObject({ faults: [], notes: [expect.stringContaining('was killed')] });
    await (await AuditLog.open(path)).close();
    const told = [...auditRecords(path)].at(-1);
    expect(told).toMatchObject({ kind: 'torn bytes set aside', body: { bytes: 14 } });
    // As if the record had not been written any more.
    write([...auditRecords(path)].slice(0, -1));
    await (await AuditLog.open(path)).close();
    expect([...auditRecords(path)].at(-1)?.body).toEqual(told?.body);
    expect(verifyLog(path)).toMatchObject({ records: 3, faults: [] });
  });
});

it('brings the head up to what a writer left that was killed before it wrote the head', async () => {
  await written([{ n: 1 }]);
  const earlier = join(folder, 'earlier.head');
  copyFileSync(headPath(path), earlier);
  await written([{ n: 2 }]);
  copyFileSync(earlier, headPath(path));
  await (await AuditLog.open(path)).close();
  // Where no writer was killed somebody else has added it.
  expect(verifyLog(path).faults).toEqual(['more records than the 2 of the head: 3']);
  writeFileSync(lockPath(path), '');
  await (await AuditLog.open(path)).close();
  expect(verifyLog(path)).toMatchObject({ records: 3, faults: [], notes: [] });
});

describe('what only a key or a kept head finds', () => {
  it('a log written anew, with its head', async () => {
    const [, second] = await written([{ decision: 'breach' }, { decision: 'breach' }]);
    forge('compliant');
    expect(verifyLog(path).faults).toEqual([]);
    expect(verifyLog(path, { kept: second?.hash ?? '' }).faults).toEqual([
      expect.stringMatching(/that was kept is not in the log/),
    ]);
  });

  it('a signed log written anew, or cut before its checkpoint', async () => {
    const pem = join(folder, 'officer.pem');
    makeKeys(pem);
    const key = readPublicKey(publicPath(pem));
    await written([{ decision: 'breach' }]);
    expect(verifyLog(path, { key }).faults).toEqual(['nothing in this log is signed by this key']);
    const unsigned = [readFileSync(path), readFileSync(headPath(path))] as const;
    const log = await AuditLog.open(path);
    const checkpoint = await addCheckpoint(log, readPrivateKey(pem));
    await log.append('verdict', { decision: 'breach' });
    await log.close();
    const kept = join(folder, 'checkpoint.json');
    writeFileSync(kept, JSON.stringify(checkpoint));
    expect(verifyLog(path, { key, kept })).toMatchObject({
      ...{ faults: [], signedThrough: 3 },
      notes: ['records after the last checkpoint of this key, which it does not cover: 1'],
    });
    expect(verifyLog(path).notes).toEqual([
      'checkpoints that were not checked: 1, give --key to have them checked',
    ]);

    const whole = readFileSync(path, 'utf8');
    forge('compliant');
    expect(verifyLog(path).faults).toEqual([
      expect.stringContaining('this checkpoint is of record 2 of another chain'),
    ]);
    writeFileSync(path, whole.replace(/"signature":"..../, '"signature":"AAAA'));
    forge('breach');
    expect(verifyLog(path).faults).toEqual([]);
    expect(verifyLog(path, { key }).faults).toContainEqual(
      expect.stringContaining('signature of this checkpoint is false'),
    );

    writeFileSync(path, unsigned[0]);
    writeFileSync(headPath(path), unsigned[1]);
    expect(verifyLog(path).faults).toEqual([]);
    expect(verifyLog(path, { key }).faults).toEqual(['nothing in this log is signed by this key']);
  });

  it('a checkpoint that is kept apart, signed while the log is written', async () => {
    const pem = join(folder, 'officer.pem');
    makeKeys(pem);
    const key = readPublicKey(publicPath(pem));
    const log = await AuditLog.open(path);
    await log.append('verdict', { decision: 'breach' });
    const kept = join(folder, 'checkpoint.json');
    writeFileSync(kept, JSON.stringify(checkpointApart(path, readPrivateKey(pem))));
    await log.append('verdict', { decision: 'breach' });
    expect(verifyLog(path, { key, kept })).toMatchObject({ faults: [], signedThrough: 2 });
    await log.close();
    forge('compliant');
    expect(verifyLog(path, { key, kept }).faults).toEqual([
      expect.stringMatching(/that was kept is not in the log/),
      'nothing in this log is signed by this key',
    ]);
    writeFileSync(path, 'no log');
    expect(() => checkpointApart(path, readPrivateKey(pem))).toThrow(/is not signed: /);
  });
});

describe('exportLog', () => {
  it('gives a period that proves itself', async () => {
    const pem = join(folder, 'officer.pem');
    makeKeys(pem);
    const records = await written(Array.from({ length: 6 }, (_, n) => ({ n })));
    // Records of one millisecond would all be of one period.
    let previous = [...auditRecords(path)][0]?.hash ?? '';
    const spread = records.map((record, n) => {
      const content = { ...record, time: `2100-01-0${n + 1}T00:00:00.000Z`, previous };
      previous = hashOf(content);
      return { ...content, hash: previous };
    });
    const first = [...auditRecords(path)][0] as AuditRecord;
    write([first, ...spread]);

    const out = join(folder, 'period.jsonl');
    const period = { from: '2100-01-03T00:00:00.000Z', to: '2100-01-05T00:00:00.000Z' };
    const end = exportLog(path, out, period, readPrivateKey(pem));
    expect(end).toMatchObject({ records: 2, after: { seq: 6 }, end: { seq: 7, hash: previous } });
    const key = readPublicKey(publicPath(pem));
    expect(verifyExport(out, key)).toMatchObject({ records: 2, faults: [], notes: [] });
    expect(verifyLog(path, { kept: end.after?.hash ?? '' }).faults).toEqual([]);

    const lines = readFileSync(out, 'utf8').trimEnd().split('\n');
    const other = join(folder, 'other.pem');
    makeKeys(other);
    expect(verifyExport(out, readPublicKey(publicPath(other))).faults).toEqual([
      'it is not signed by this key',
    ]);
    for (const changed of [
      lines.toSpliced(1, 1),
      lines.toSpliced(2, 1),
      lines.slice(0, -1),
      lines.toReversed(),
      lines.with(1, (lines[1] as string).replace('"n":2', '"n":3')),
      lines.with(0, (lines[0] as string).replace('2100-01-03', '2100-01-02')),
      lines.with(-1, (lines.at(-1) as string).replace('"records":2', '"records":3')),
    ]) {
      writeFileSync(out, `${changed.join('\n')}\n`);
      expect(verifyExport(out, key).faults).not.toEqual([]);
    }
  });

  it('refuses a log that is not intact', async () => {
    await written([{ n: 1 }, { n: 2 }]);
    copyFileSync(path, `${path}.copy`);
    expect(() => exportLog(`${path}.copy`, join(folder, 'out'), { from: null, to: null })).toThrow(
      /is not exported: there is no head/,
    );
  });
});

describe('keys', () => {
  it('are not written over, and not mistaken', () => {
    const pem = join(folder, 'officer.pem');
    makeKeys(pem);
    expect(() => makeKeys(pem)).toThrow(/is there already/);
    expect(() => readPrivateKey(publicPath(pem))).toThrow(/no private Ed25519 key/);
    writeFileSync(pem, 'nothing');
    expect(() => readPublicKey(pem)).toThrow(/no public Ed25519 key/);
  });
});
