import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { BudgetError, RequestError } from '../../core/errors.ts';
import { criterionNames, type CriterionName } from '../reasoning-criteria.ts';
import { replying, type Reply } from '../test-model.ts';
import { calibrate, type Calibration } from './calibrate.ts';
import { calibrationPath, readCalibration, saveCalibration } from './calibration-file.ts';
import { readCalibrationSet, type CalibrationSet } from './calibration-set.ts';
import { calibrationSentence, calibrationTable } from './calibration-table.ts';
import { answerStanding, reasoningStanding } from './standing.ts';

const PAIRS = 120;
const TRACES = 60;

/** Every second pair differs; every third trace fails one criterion, each in turn. */
const set: CalibrationSet = {
  pairs: Array.from({ length: PAIRS }, (_, i) => ({
    ...{ id: `p${i}`, language: i < 80 ? ('en' as const) : ('zh' as const), note: 'n', hard: false },
    kind: i % 3 === 0 ? ('number' as const) : ('text' as const),
    reference: `${i < 80 ? 'value' : '数值'} ${i}`,
    answer: `${i < 80 ? 'value' : '数值'} ${i + (i % 2)}`,
    label: i % 2 === 0 ? ('same' as const) : ('different' as const),
  })),
  traces: Array.from({ length: TRACES }, (_, i) => {
    const failed = i % 3 === 0 ? criterionNames[(i / 3) % 7] : undefined;
    const label = Object.fromEntries(criterionNames.map((name) => [name, name === failed ? 0 : 1]));
    return {
      ...{ id: `t${i}`, language: 'en' as const, question: 'q', domain: 'd', note: 'n', hard: false },
      ...{ reference: '1', reasoning: `trace ${i} fails ${failed ?? 'none'}`, answer: '1' },
      label: label as Record<CriterionName, 0 | 1>,
    };
  }),
};

/** What a prompt shows between its marks: in answer prompts the reference and the answer. */
function shown(prompt: string): { reference: string; answer: string } | null {
  const reference = /<(reference_answer|标准答案)>\n([\s\S]*?)\n<\/\1>/.exec(prompt)?.[2];
  const answer = /<(model_answer|模型答案)>\n([\s\S]*?)\n<\/\1>/.exec(prompt)?.[2];
  return reference === undefined || answer === undefined ? null : { reference, answer };
}

function right(prompt: string): string {
  const pair = shown(prompt);
  if (pair !== null) return `\\boxed{${pair.answer.split('\n').includes(pair.reference) ? 1 : 0}}`;
  const failed = /trace \d+ fails (.*)/.exec(prompt)?.[1];
  return JSON.stringify(
    Object.fromEntries(
      criterionNames.map((name) => [
        name.replaceAll(/[^a-z]/g, '_'),
        { reason: 'looked at', score: name === failed ? 0 : 1 },
      ]),
    ),
  );
}

const tried = (reply: (prompt: string) => Reply): Promise<Calibration> =>
  calibrate(replying(reply), set, { seed: 1 });

/** A judge that is right but for what `reply` gives. */
const but = (reply: (prompt: string, pair: { reference: string; answer: string }) => Reply | null) =>
  tried((prompt) => {
    const pair = shown(prompt);
    return (pair === null ? null : reply(prompt, pair)) ?? right(prompt);
  });

const numberOf = (text: string): number => Number(/\d+/.exec(text)?.[0]);

describe('calibrate', () => {
  it('finds a judge usable that is always right', async () => {
    const verdicts: [number, number][] = [];
    const calibration = await calibrate(replying(right), set, {
      seed: 1,
      onVerdict: (done, total) => verdicts.push([done, total]),
    });
    expect(calibration.answers).toMatchObject({ n: 120, errors: 0, accuracy: 1, kappa: 1, falseYes: 0 });
    expect(calibration.answersBy).toMatchObject({
      en: { n: 80 },
      zh: { n: 40 },
      number: { n: 40 },
      text: { n: 80 },
    });
    expect(calibration.order).toEqual({ n: 120, flipped: 0, errors: 0 });
    expect(calibration.verbosity).toEqual({ n: 60, flipped: 0, errors: 0 });
    expect(calibration.traces).toMatchObject({ n: 60, accuracy: 1, falseNo: 0 });
    expect(Object.keys(calibration.criteria)).toEqual([...criterionNames]);
    expect(answerStanding(calibration)).toEqual({ usable: true, faults: [] });
    expect(reasoningStanding(calibration)).toEqual({ usable: true, faults: [] });
    const total = 120 + 120 + 60 + 60;
    expect(verdicts).toEqual(Array.from({ length: total }, (_, i) => [i + 1, total]));
    expect(calibrationTable(calibration)).toContain('as answer judge   : may be used');
    expect(calibrationSentence(calibration)).toContain('answers 100.0 % right, kappa 1.00 (n = 120; may be');
  });

  it('counts what a judge gets wrong, either way', async () => {
    // Of the 60 pairs that agree it denies those with 0 and 10 to 18; of the 60 that differ it lets 11 pass.
    const calibration = await but((_, { reference }) => {
      const i = numberOf(reference);
      if (i === 0 || (i >= 10 && i <= 18 && i % 2 === 0)) return '\\boxed{0}';
      return i === 11 ? '\\boxed{1}' : null;
    });
    expect(calibration.answers).toMatchObject({ n: 120, falseNo: 6, falseYes: 1, accuracy: 113 / 120 });
    // 54 and 59 agree; by chance 0.5 × 55/120 + 0.5 × 65/120 = 0.5.
    expect(calibration.answers.kappa).toBeCloseTo((113 / 120 - 0.5) / 0.5, 12);
    expect(calibration.answersBy.zh).toMatchObject({ accuracy: 1 });
    expect(answerStanding(calibration).usable).toBe(true);
  });

  it.each([
    ['always yes', '\\boxed{1}', { falseYes: 60, falseNo: 0, kappa: 0 }],
    ['always no', '\\boxed{0}', { falseYes: 0, falseNo: 60, kappa: 0 }],
  ])('refuses a judge that says %s', async (_, reply, counts) => {
    const calibration = await but(() => reply);
    expect(calibration.answers).toMatchObject({ ...counts, accuracy: 0.5 });
    expect(answerStanding(calibration)).toMatchObject({ usable: false });
    expect(answerStanding(calibration).faults[0]).toContain('kappa may be as low as 0.00; 0.7 is needed');
  });

  it('refuses a judge that fluent text wins over', async () => {
    const calibration = await but((_, { answer }) => (answer.length > 100 ? '\\boxed{1}' : null));
    expect(calibration.answers.accuracy).toBe(1);
    expect(calibration.verbosity).toEqual({ n: 60, flipped: 60, errors: 0 });
    expect(answerStanding(calibration).faults).toEqual([
      'padding wrong answers changed 60 of 60 verdicts; at most 5 % may',
    ]);
  });

  it('refuses a judge whose verdict depends on what it reads first', async () => {
    const turned = await but((prompt, { reference }) => {
      const answerFirst =
        prompt.search(/<(model_answer|模型答案)>/) < prompt.search(/<(reference_answer|标准答案)>/);
      return answerFirst && numberOf(reference) < 20 ? '\\boxed{0}' : null;
    });
    expect(turned.answers.accuracy).toBe(1);
    // Of the twenty, ten were called right before.
    expect(turned.order).toEqual({ n: 120, flipped: 10, errors: 0 });
    expect(answerStanding(turned).faults).toEqual([
      'turning the order round changed 10 of 120 verdicts; at most 5 % may',
    ]);
  });

  it('counts what has no verdict apart, and refuses a judge that often gives none', async () => {
    const lost = new RequestError('no answer', { retryable: true });
    const calibration = await but((_, { reference }) => (numberOf(reference) < 6 ? lost : null));
    expect(calibration.answers).toMatchObject({ n: 114, errors: 6, accuracy: 1 });
    expect(calibration.order).toEqual({ n: 114, flipped: 0, errors: 0 });
    expect(answerStanding(calibration).faults).toEqual(['no verdict on 6 of 120 items; at most 2 % may be']);
    const padded = await but((_, { answer }) => (answer.length > 100 ? 'Well …' : null));
    expect(padded.verbosity).toEqual({ n: 0, flipped: 0, errors: 60 });
    expect(answerStanding(padded).faults).toEqual([
      'padding wrong answers left 60 of 60 without verdict; at most 2 % may be',
    ]);
  });

  it('gives each criterion its own figures, and no verdict to broken JSON', async () => {
    const lenient = await tried((prompt) => right(prompt.replaceAll('fails term overlap', 'fails none')));
    expect(lenient.criteria['term overlap']).toMatchObject({ n: 60, falseYes: 3, falseNo: 0 });
    expect(lenient.criteria['number of steps']).toMatchObject({ accuracy: 1 });
    expect(lenient.traces).toMatchObject({ n: 60, falseYes: 3 });
    const broken = await tried((prompt) => (shown(prompt) === null ? '{"a":' : right(prompt)));
    expect(broken.traces).toMatchObject({ n: 0, errors: 60, accuracy: null, kappa: null });
    expect(answerStanding(broken).usable).toBe(true);
    expect(reasoningStanding(broken).usable).toBe(false);
    expect(calibrationTable(broken)).toMatch(/as reasoning judge: must not be used: only 0 verdicts/);
  });

  it('calls no judge usable for a few items that it got right', async () => {
    const few = { pairs: set.pairs.slice(0, 8), traces: set.traces.slice(0, 8) };
    const calibration = await calibrate(replying(right), few, { seed: 1 });
    expect(calibration.answers.accuracy).toBe(1);
    expect(answerStanding(calibration).faults).toEqual(['only 8 verdicts; 100 are needed']);
    expect(reasoningStanding(calibration).faults).toEqual(['only 8 verdicts; 50 are needed']);
  });

  it('ends when the money is spent', async () => {
    const spent = new BudgetError('spent');
    await expect(tried(() => spent)).rejects.toBe(spent);
  });
});

describe('the calibration set that comes with fin-r1', () => {
  it('can be read, and refuses a judge that always says yes', async () => {
    const whole = readCalibrationSet();
    expect(whole.pairs.length).toBeGreaterThanOrEqual(150);
    expect(whole.traces.length).toBeGreaterThanOrEqual(60);
    expect(readCalibrationSet(3)).toEqual({
      pairs: whole.pairs.slice(0, 3),
      traces: whole.traces.slice(0, 3),
    });
    const yes = await calibrate(
      replying((prompt) => (shown(prompt) === null ? right('') : '\\boxed{1}')),
      whole,
      { seed: 1 },
    );
    expect(yes.answers.errors + yes.traces.errors).toBe(0);
    expect(answerStanding(yes).usable).toBe(false);
    expect(reasoningStanding(yes).usable).toBe(false);
  });
});

describe('the file of a calibration', () => {
  const directory = mkdtempSync(join(tmpdir(), 'fin-r1-calibration-'));
  afterAll(() => rmSync(directory, { recursive: true }));

  it('comes back as it was, one a judge', async () => {
    const path = calibrationPath(join(directory, 'runs'), 'test/model');
    expect(readCalibration(path)).toBeNull();
    const calibration = await tried(right);
    saveCalibration(path, calibration);
    expect(readCalibration(path)).toEqual(calibration);
    expect(calibrationPath(join(directory, 'runs'), 'test/other')).not.toBe(path);
    writeFileSync(path, '{"judge":');
    expect(() => readCalibration(path)).toThrow('is not a calibration that this version of fin-r1 wrote');
  });
});
