import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AuditLog, auditRecords, verifyLog } from '../../../audit/index.ts';
import { AUDIT, BatchFolder, RESULTS } from '../batch/batch-folder.ts';
import { batchSummary } from '../batch/batch-summary.ts';
import { runBatch } from '../batch/run-batch.ts';
import { VERDICT, verdictBody } from '../batch/verdict-record.ts';
import type { TextToCheck } from '../check/verdict.ts';
import { testBy, testCheck } from '../test-check.ts';
import { Queue, queuePlace, type Act } from './queue.ts';
import type { QueueItem } from './shapes.ts';

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'fin-r1-queue-')), 'mails');
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

const who = { name: 'Ann', key: null };
const texts: TextToCheck[] = ['It may rise, maybe.', 'Hello.', 'We guarantee 5 %.', 'Bye.'].map(
  (text, n) => ({
    ...{ id: `mails.csv#${n}`, text, sender: `sender${n}@example.com` },
  }),
);

async function batch(of = texts, faults: string[] = []): Promise<Queue> {
  const made = await BatchFolder.open(folder, { by: testBy, texts: of.length, who, notes: [] });
  const check = (text: TextToCheck) => Promise.resolve({ ...testCheck(text), modelFaults: faults });
  await runBatch(made, of, check, { who, concurrency: 1 });
  made.end();
  await made.close();
  return new Queue(queuePlace(folder));
}

const all = (queue: Queue, filter = {}): QueueItem[] => queue.page(filter, { offset: 0, limit: 200 }).items;
const actOn = ({ id, last }: QueueItem, act: Partial<Act>): Act => ({
  ...{ item: id, after: last, who, act: 'accept' },
  ...act,
});

describe('Queue', () => {
  it('shows what was found, the gravest first, with its text', async () => {
    const queue = await batch();
    const page = queue.page({}, { offset: 0, limit: 1 });
    expect(page).toMatchObject({
      ...{ total: 2, counts: { open: 2, assigned: 0, accepted: 0, overruled: 0 }, assignees: [] },
      rules: [{ id: 'us-2210-promissory', title: 'No promises of results', count: 2 }],
      items: [
        {
          ...{ batch: 'mails', state: 'open', decision: 'breach', history: [], fault: null },
          text: { id: 'mails.csv#2', text: 'We guarantee 5 %.', sender: 'sender2@example.com' },
          found: {
            quotes: [{ text: 'guarantee', start: 3, end: 12 }],
            rule: { citation: 'FINRA Rule 2210(d)(1)(B)' },
          },
        },
      ],
    });
    expect(batchSummary(folder, 'mails', queue.state)).toMatchObject({
      ...{ name: 'mails', kind: 'batch', status: 'finished', texts: 4, done: 4 },
      decisions: { breach: 1, 'needs review': 1, compliant: 0, 'not applicable': 2 },
    });
  });

  it('records each act, and makes its state from the log alone', async () => {
    const queue = await batch();
    const [breach, review] = all(queue) as [QueueItem, QueueItem];
    const assigned = await queue.decide(actOn(breach, { act: 'assign', assignee: 'Bo' }));
    expect(assigned).toMatchObject({ state: 'assigned', assignee: 'Bo' });
    await queue.decide(
      actOn(assigned, { act: 'overrule', reason: 'It quotes a rule.', who: { name: 'Bo', key: 'desk' } }),
    );
    await queue.decide(actOn(review, { act: 'accept' }));
    const anew = new Queue(queuePlace(folder));
    expect(all(anew)).toEqual(all(queue));
    expect(all(anew, { state: 'overruled' })).toMatchObject([
      {
        assignee: 'Bo',
        history: [
          { act: 'assign', by: 'Ann', assignee: 'Bo' },
          { act: 'overrule', by: 'Bo', key: 'desk', reason: 'It quotes a rule.', decision: 'compliant' },
        ],
      },
    ]);
    const record = [...auditRecords(join(folder, AUDIT))].at(-1);
    expect(record?.body).toMatchObject({
      act: 'accept',
      verdict: review.record.hash,
      after: review.record.hash,
    });
    expect(verifyLog(join(folder, AUDIT)).faults).toEqual([]);
  });

  it('lets nobody take back what another officer decided without a reason', async () => {
    const queue = await batch();
    const [item] = all(queue) as [QueueItem];
    const overruled = await queue.decide(actOn(item, { act: 'overrule', reason: 'It quotes a rule.' }));
    const bo = { name: 'Bo', key: null };
    const assigned = await queue.decide(actOn(overruled, { act: 'assign', assignee: 'Bo', who: bo }));
    const refused = {
      code: 'reason',
      message: expect.stringContaining('Ann has decided otherwise') as string,
    };
    await expect(queue.decide(actOn(assigned, { who: bo }))).rejects.toMatchObject(refused);
    await expect(queue.decide(actOn(assigned, { who: { name: 'Ann', key: 'x' } }))).rejects.toMatchObject(
      refused,
    );
    const accepted = await queue.decide(actOn(assigned, { who: bo, reason: 'It does not.' }));
    expect(accepted).toMatchObject({ state: 'accepted', history: [{}, {}, { reason: 'It does not.' }] });
    // What both hold, and what is one's own to take back, needs none.
    const agreed = await queue.decide(actOn(accepted, {}));
    const own = await queue.decide(actOn(agreed, { act: 'overrule', reason: 'It does.' }));
    expect(await queue.decide(actOn(own, {}))).toMatchObject({ state: 'accepted' });
  });

  it('takes each record in once, however many look at the same time', async () => {
    const many = Array.from({ length: 150 }, (_, n) => ({ id: `m${n}`, text: 'maybe' }));
    const queue = await batch(many);
    const looks = [queue.refresh(), queue.refresh()];
    expect(all(queue)).toHaveLength(150);
    await Promise.all([...looks, queue.refresh()]);
    expect(queue.page({}, { offset: 0, limit: 1 }).total).toBe(150);
    const slow = new Queue(queuePlace(folder));
    await Promise.all([slow.refresh(), slow.refresh()]);
    expect(all(slow)).toEqual(all(queue));
  });

  it('filters by state, decision, rule, severity, assignee and words', async () => {
    const queue = await batch();
    const [breach] = all(queue) as [QueueItem];
    await queue.decide(actOn(breach, { act: 'assign', assignee: 'Bo' }));
    const ids = (filter: object) => all(queue, filter).map(({ text }) => text.id.at(-1));
    expect(ids({ state: 'open' })).toEqual(['0']);
    expect(ids({ decision: 'breach' })).toEqual(['2']);
    expect(ids({ rule: 'us-fd' })).toEqual([]);
    expect(ids({ severity: 'high' })).toEqual(['2', '0']);
    expect(ids({ assignee: 'Bo' })).toEqual(['2']);
    expect(ids({ search: 'WE GUAR' })).toEqual(['2']);
    expect(ids({ search: 'sender0' })).toEqual(['0']);
  });

  it('refuses an act without its reason, on what has changed, or while texts are checked', async () => {
    const queue = await batch();
    const [item] = all(queue) as [QueueItem];
    await expect(queue.decide(actOn(item, { act: 'overrule', reason: ' ' }))).rejects.toThrow(
      'overrule: reason: say why',
    );
    await expect(queue.decide(actOn(item, { act: 'assign' }))).rejects.toThrow(
      'assign: assignee: say to whom',
    );
    await expect(queue.decide(actOn(item, { item: '99:none' }))).rejects.toMatchObject({ code: 'not-found' });
    const [first, second] = await Promise.allSettled([
      queue.decide(actOn(item, { act: 'accept' })),
      queue.decide(actOn(item, { act: 'overrule', reason: 'no' })),
    ]);
    expect([first.status, second]).toMatchObject(['fulfilled', { reason: { code: 'changed' } }]);
    const busy = await BatchFolder.open(folder, { by: testBy, texts: 4, who, notes: [] });
    await expect(queue.decide(actOn(queue.item(item.id), { act: 'accept' }))).rejects.toMatchObject({
      code: 'locked',
    });
    await busy.close();
  });

  it('replaces what is checked again, but not what was decided', async () => {
    const queue = await batch(texts, ['the model is out of budget']);
    const [breach] = all(queue) as [QueueItem];
    await queue.decide(actOn(breach, { act: 'accept' }));
    await batch();
    expect(
      all(queue).map(({ text, state, record }) => [text.id.at(-1), state, record.seq > breach.record.seq]),
    ).toEqual([
      ['2', 'accepted', false],
      ['0', 'open', true],
    ]);
    expect(queue.state.texts).toBe(4);
  });

  it('shows nothing as found that is not what the log says', async () => {
    const queue = await batch();
    const path = join(folder, RESULTS);
    const whole = readFileSync(path, 'utf8');
    writeFileSync(path, whole.replace('nobody can', 'anybody can'));
    const faults = () => all(queue).map(({ found, fault }) => found ?? fault);
    expect(faults()).toContain('results.jsonl does not hold what the audit log says');
    writeFileSync(path, whole.replace('We guarantee 5 %.', 'We guarantee 9 %.'));
    expect(faults()).toContain('the text in results.jsonl is not the one that was checked');
    writeFileSync(
      join(folder, AUDIT),
      readFileSync(join(folder, AUDIT), 'utf8').replaceAll('breach', 'broken'),
    );
    expect(() => all(new Queue(queuePlace(folder)))).toThrow(/is not what was written/);
  });

  it('stands over the log of a server too, with or without the words', async () => {
    const log = await AuditLog.open(join(folder, AUDIT));
    const text = texts[2] as TextToCheck;
    await log.append(VERDICT, { ...verdictBody(testCheck(text), who, null) });
    const queue = new Queue({ ...queuePlace(folder), results: null }, () => Promise.resolve(log));
    const [item] = all(queue) as [QueueItem];
    expect(item).toMatchObject({
      found: null,
      fault: null,
      text: { text: null },
      rule: { severity: 'high' },
    });
    await queue.decide(actOn(item, { act: 'accept' }));
    await log.append(VERDICT, { ...verdictBody(testCheck({ ...text, id: 'x' }), who, { ...text, id: 'x' }) });
    expect(all(queue, { state: 'open' })).toMatchObject([
      { text: { text: text.text }, found: { quotes: [{ text: 'guarantee' }] } },
    ]);
    expect(batchSummary(null, 'served', queue.state)).toMatchObject({ kind: 'served', done: 2, texts: null });
    await log.close();
  });
});
