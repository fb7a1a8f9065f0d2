import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { auditRecords } from '../../../audit/index.ts';
import { BudgetError } from '../../../core/errors.ts';
import type { TextToCheck } from '../check/verdict.ts';
import { testBy, testCheck } from '../test-check.ts';
import { AUDIT, BatchFolder, RESULTS, type CheckedBy } from './batch-folder.ts';
import { runBatch, type BatchOptions, type BatchOutcome, type CheckText } from './run-batch.ts';
import { VERDICT } from './verdict-record.ts';

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'fin-r1-batch-')), 'mails');
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

const who = { name: 'tester', key: null };
const texts: TextToCheck[] = ['We guarantee 5 %.', 'Hello.', 'It may rise, maybe.', 'Bye.'].map(
  (text, n) => ({
    id: `mails.csv#${n}`,
    text,
  }),
);
const check: CheckText = (text) => Promise.resolve(testCheck(text));

async function run(
  of = texts,
  by: CheckedBy = testBy,
  how: CheckText = check,
  options: Partial<BatchOptions> = {},
): Promise<BatchOutcome> {
  const batch = await BatchFolder.open(folder, { by, texts: of.length, who, notes: [] });
  try {
    return await runBatch(batch, of, how, { who, concurrency: 2, ...options });
  } finally {
    await batch.close();
  }
}

const verdicts = () => [...auditRecords(join(folder, AUDIT))].filter(({ kind }) => kind === VERDICT);

describe('runBatch', () => {
  it('checks each text once, and records it without its words', async () => {
    const told: number[][] = [];
    const { rows, checked } = await run(texts, testBy, check, {
      onProgress: (...numbers) => void told.push(numbers),
    });
    expect(checked).toBe(4);
    expect(rows.map(({ checked: { decision } }) => decision)).toEqual([
      'breach',
      'not applicable',
      'needs review',
      'not applicable',
    ]);
    expect(told.at(0)).toEqual([0, 4, 0]);
    expect(told.at(-1)).toEqual([4, 4, 2]);
    expect(verdicts()[0]?.body).toMatchObject({
      ...{ input: { id: 'mails.csv#0' }, who, decision: 'breach', model: null },
      verdicts: [{ rule: 'us-2210-promissory', by: 'test:guarantee', quotes: [{ start: 3, end: 12 }] }],
    });
    expect(readFileSync(join(folder, AUDIT), 'utf8')).not.toContain('We guarantee');
    expect((await run()).checked).toBe(0);
    expect(verdicts()).toHaveLength(4);
  });

  it('keeps the words in the log where asked to', async () => {
    await run(texts, testBy, check, { keepTexts: true });
    expect(verdicts()[0]?.body).toMatchObject({
      text: texts[0],
      output: { verdicts: [{ quotes: [{ text: 'guarantee' }] }] },
    });
  });

  it('takes more texts, not others', async () => {
    await run(texts.slice(0, 3));
    expect((await run()).checked).toBe(1);
    const others = [{ id: 'mails.csv#0', text: 'Another text.' }, ...texts.slice(1)];
    await expect(run(others)).rejects.toThrow(
      /holds a verdict on mails.csv#0, which is not among the texts now/,
    );
    await expect(run([...texts, texts[0] as TextToCheck])).rejects.toThrow(
      /1 texts have id and text of another one/,
    );
  });

  it('refuses other rules and another model, and says which', async () => {
    await run();
    const rulebooks = [{ name: 'us-communications', version: 'cd'.repeat(32) }];
    await expect(run(texts, { ...testBy, rulebooks, model: 'mine' })).rejects.toMatchObject({
      code: 'other-check',
      message: expect.stringMatching(
        /rulebook us-communications: abababababab → cdcdcdcdcdcd\n {2}model: none → mine/,
      ) as string,
    });
    await expect(run(texts, { ...testBy, rulebooks: [], date: '2026-11-29' })).rejects.toThrow(
      /abababababab → not used\n {2}date: 2026-11-28 → 2026-11-29/,
    );
  });

  it('checks again what the model failed on', async () => {
    const faulty: CheckText = (text) =>
      Promise.resolve({ ...testCheck(text), modelFaults: text.id.endsWith('1') ? ['out of budget'] : [] });
    await run(texts, testBy, faulty);
    expect(await run()).toMatchObject({ checked: 1, repeated: 1 });
    expect(verdicts()).toHaveLength(5);
    expect(await run()).toMatchObject({ checked: 0, repeated: 0 });
  });

  it('writes the record that a kill prevented, and finds results that were changed or removed', async () => {
    await run(texts.slice(0, 2));
    const results = readFileSync(join(folder, RESULTS), 'utf8');
    const row = JSON.stringify({ text: texts[2], checked: testCheck(texts[2] as TextToCheck) });
    writeFileSync(join(folder, RESULTS), `${results}${row}\n{"text":{"id":"ma`);
    expect(await run()).toMatchObject({ checked: 1 });
    expect(verdicts()).toHaveLength(4);
    const whole = readFileSync(join(folder, RESULTS), 'utf8');
    writeFileSync(join(folder, RESULTS), whole.replace('nobody can promise', 'anybody can promise'));
    await expect(run()).rejects.toMatchObject({ code: 'changed-results' });
    writeFileSync(join(folder, RESULTS), whole.slice(whole.indexOf('\n') + 1));
    await expect(run()).rejects.toMatchObject({ code: 'changed-results' });
  });

  it('keeps what was done when a check fails or is stopped', async () => {
    const failing: CheckText = (text) =>
      text.id.endsWith('2') ? Promise.reject(new BudgetError('spent')) : check(text);
    await expect(run(texts, testBy, failing)).rejects.toThrow('spent');
    const stop = new AbortController();
    const stopping: CheckText = (text) => {
      stop.abort();
      return check(text);
    };
    const before = verdicts().length;
    await expect(run(texts, testBy, stopping, { signal: stop.signal, concurrency: 1 })).rejects.toMatchObject(
      {
        code: 'interrupted',
        message: `stopped after ${before + 1} of 4 texts`,
      },
    );
    expect((await run()).checked).toBe(4 - before - 1);
  });

  it('refuses a folder of other things, and a second process', async () => {
    await run();
    const batch = await BatchFolder.open(folder, { by: testBy, texts: 4, who, notes: [] });
    await expect(run()).rejects.toThrow(/this batch is being written by process/);
    await batch.close();
    rmSync(folder, { recursive: true });
    rmSync(join(folder, '..', 'mails'), { recursive: true, force: true });
    await expect(
      BatchFolder.open(join(folder, '..'), { by: testBy, texts: 0, who, notes: [] }).then(async (made) => {
        await made.close();
        writeFileSync(join(folder, '..', 'notes.txt'), '');
        rmSync(join(folder, '..', 'check.json'));
        return BatchFolder.open(join(folder, '..'), { by: testBy, texts: 0, who, notes: [] });
      }),
    ).rejects.toThrow(/is not empty and is no batch \(it holds notes.txt\)/);
  });
});
