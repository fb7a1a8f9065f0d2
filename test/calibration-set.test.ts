/**
 * The calibration set that judges are put on trial with (`calibration/README.md`): its rows fit, are spread as the README
 * says, and agree with what needs no judge: the finance scorer on answers, the recomputed arithmetic in reasoning.
 */

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { jsonlRows } from '../src/core/jsonl.ts';
import type { Reference } from '../src/core/question.ts';
import { criterionNames } from '../src/data/reasoning-criteria.ts';
import { splitSteps } from '../src/data/reasoning-steps.ts';
import { extractNumber, findClaims, scoreAnswer } from '../src/verify/index.ts';
import { readBoolean } from '../src/verify/score-boolean.ts';

const text = z.string().trim().min(1);
const languages = ['en', 'zh'] as const;
const pairSchema = z.strictObject({
  id: text,
  language: z.enum(languages),
  kind: z.enum(['number', 'choice', 'label', 'boolean', 'text']),
  reference: text,
  answer: text,
  label: z.enum(['same', 'different']),
  note: text,
  hard: z.boolean(),
});
type Pair = z.infer<typeof pairSchema>;
const traceSchema = z.strictObject({
  id: text,
  language: z.enum(languages),
  question: text,
  domain: text,
  reference: text,
  reasoning: text,
  answer: text,
  label: z.record(z.enum(criterionNames), z.union([z.literal(0), z.literal(1)])),
  note: text,
  hard: z.boolean(),
});
type LabelledTrace = z.infer<typeof traceSchema>;

const folder = join(import.meta.dirname, '..', 'calibration');
const pairs = [...jsonlRows(join(folder, 'answer-pairs.jsonl'), pairSchema)];
const traces = [...jsonlRows(join(folder, 'traces.jsonl'), traceSchema)];

function share<T>(rows: readonly T[], test: (row: T) => boolean): number {
  return rows.filter(test).length / rows.length;
}
function failures(trace: LabelledTrace): string[] {
  return criterionNames.filter((name) => trace.label[name] === 0);
}

/** The labels of the tasks that the pairs come from, with their spellings. */
const tasks: Record<string, string[]>[] = [
  { bullish: ['bullish'], bearish: ['bearish'], neutral: ['neutral'] },
  { positive: ['positive'], negative: ['negative'], neutral: ['neutral'] },
  { 'credit risk': ['credit risk'], 'market risk': ['market risk'] },
  { 'mergers and acquisitions': ['mergers and acquisitions', 'M&A'], dividend: ['dividend'] },
  { 正面: ['正面', '积极', '利好'], 负面: ['负面', '消极', '利空'], 中性: ['中性'] },
  { 看多: ['看多', '看涨'], 看空: ['看空', '看跌'] },
  { 市场风险: ['市场风险'], 信用风险: ['信用风险'], 操作风险: ['操作风险'], 流动性风险: ['流动性风险'] },
];
const UNIT_POWER = { plain: 0, percent: -2, 'percentage-points': -2, 'basis-points': -4 } as const;

/** What the scorer knows of a printed reference; null where words beside the number or verdict say more than it can hold. */
function scorable({ kind, reference }: Pair): Reference | null {
  if (kind === 'number') {
    const read = extractNumber(reference);
    if (!read.found || read.number.raw !== reference) return null;
    const { digits, power, unit } = read.number;
    const value = Number(`${digits}e${power + UNIT_POWER[unit]}`);
    return { kind, value, unit: 'decimal', tolerance: 0 };
  }
  if (kind === 'choice') {
    const [, letter, option] = /^([A-J])\. (.+)$/.exec(reference) ?? [];
    if (letter !== undefined && option !== undefined)
      return { kind, letters: [letter], options: { [letter]: option } };
    return { kind, letters: reference.match(/[A-J]/g) ?? [], options: {} };
  }
  if (kind === 'label') {
    for (const labels of tasks) {
      const known = Object.entries(labels).find(([, spellings]) => spellings.includes(reference));
      if (known !== undefined) return { kind, label: known[0], labels };
    }
  }
  if (kind === 'boolean') {
    const read = readBoolean(reference);
    return 'value' in read ? { kind, value: read.value } : null;
  }
  return null;
}

/** Where the labels are right and the scorer decides otherwise, with the reason. */
const scorerDiffers = [
  'en-number-03', // It takes the reference as exact: 1.98 is not 2.
  'en-number-32', // It does not compare currencies.
  'en-choice-13', // The row shows only the reference's option, so that the text of another one says nothing to it.
  'zh-choice-13', // As above.
];

describe('answer pairs', () => {
  it('are many, and half of each language and label', () => {
    expect(pairs.length).toBeGreaterThanOrEqual(150);
    expect(new Set(pairs.map(({ id }) => id)).size).toBe(pairs.length);
    expect(new Set(pairs.map(({ reference, answer }) => `${reference}\n${answer}`)).size).toBe(pairs.length);
    for (const side of languages)
      expect(share(pairs, ({ language }) => language === side)).toBeGreaterThanOrEqual(0.4);
    for (const kind of pairSchema.shape.kind.options) {
      const same = share(
        pairs.filter((pair) => pair.kind === kind),
        ({ label }) => label === 'same',
      );
      expect(same, kind).toBeGreaterThanOrEqual(0.4);
      expect(same, kind).toBeLessThanOrEqual(0.6);
    }
  });

  it('are labelled as the scorer decides, but for what it cannot know', () => {
    let decided = 0;
    const differing = pairs.filter((pair) => {
      const reference = scorable(pair);
      if (reference === null) return false;
      const { verdict } = scoreAnswer(pair.answer, reference);
      if (verdict !== 'correct' && verdict !== 'wrong') return false;
      decided++;
      return (verdict === 'correct') !== (pair.label === 'same');
    });
    expect(differing.map(({ id }) => id).sort()).toEqual(scorerDiffers.toSorted());
    expect(decided).toBeGreaterThanOrEqual(110);
  });
});

describe('traces', () => {
  it('are many, of both languages, good ones and failures of each criterion', () => {
    expect(traces.length).toBeGreaterThanOrEqual(60);
    expect(new Set(traces.map(({ id }) => id)).size).toBe(traces.length);
    expect(new Set(traces.map(({ reasoning }) => reasoning)).size).toBe(traces.length);
    for (const side of languages)
      expect(share(traces, ({ language }) => language === side)).toBeGreaterThanOrEqual(0.4);
    expect(traces.filter((trace) => failures(trace).length === 0).length).toBeGreaterThanOrEqual(26);
    for (const name of criterionNames)
      expect(traces.filter(({ label }) => label[name] === 0).length, name).toBeGreaterThanOrEqual(5);
    expect(Math.max(...traces.map((trace) => failures(trace).length))).toBe(2);
  });

  it('calculate rightly where they are labelled consistent, and have three steps where they are labelled so', () => {
    for (const { id, reasoning, label } of traces) {
      const broken = findClaims(reasoning).filter(({ holds }) => !holds);
      if (label['internal consistency'] === 1) expect(broken, id).toEqual([]);
      if (label['number of steps'] === 1) expect(splitSteps(reasoning).length, id).toBeGreaterThanOrEqual(3);
    }
  });
});
