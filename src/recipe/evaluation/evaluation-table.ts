/** An evaluation for the terminal: the scores, what others published, and the same answers under other protocols. */

import { countOf } from '../../core/count-of.ts';
import { z } from 'zod';
import type { Score } from '../../core/results.ts';
import {
  countText,
  findBenchmarkOf,
  leftOutCount,
  omissionNotes,
  percent,
  textTable,
  TOTAL,
  unaskedCount,
  whyNoAccuracy,
  type PublishedScore,
} from '../../evaluate/index.ts';

const interval = z.object({ low: z.number(), high: z.number() });
const value = interval.extend({ value: z.number() });
const detailsSchema = z.object({
  clustered: interval.nullish(),
  macroF1: z.number().nullish(),
  balancedAccuracy: z.number().nullish(),
  majority: z.object({ label: z.string(), accuracy: z.number() }).nullish(),
  passAtK: z.object({ k: z.number(), value: z.number().nullable() }).optional(),
  majorityVote: value.optional(),
  bestSupported: value.optional(),
  groups: interval.extend({ n: z.number(), accuracy: z.number() }).optional(),
  supported: z.number().nullish(),
  faithful: z.number().nullish(),
  /** Answers that state a number: what `supported` and `faithful` are of. */
  checked: z.number().optional(),
  supportedInterval: interval.optional(),
  faithfulInterval: interval.optional(),
});

type Scores = Readonly<Record<string, Score>>;

/** One line a benchmark; columns without any value are left out. */
export function evaluationTable(scores: Scores): string {
  const rows = Object.entries(scores).filter(([id]) => id !== TOTAL || Object.keys(scores).length > 2);
  const k = rows.map(([, score]) => detailsSchema.parse(score).passAtK?.k).find((each) => each !== undefined);
  const header = [
    ...['benchmark', 'n', `${k === undefined ? 'accuracy' : 'pass@1'} % [95 %]`, '[by document]'],
    ...[`pass@${k ?? 'k'}`, 'majority vote', 'best supported', 'macro-F1', 'balanced', 'commonest class'],
    ...['format', 'with numbers', 'supported [95 %]', 'faithful [95 %]'],
    ...['truncated', 'unparseable', 'not asked', 'left out'],
  ];
  const table = textTable([header, ...rows.map(([id, score]) => scoreRow(id, score))]);
  const groups = rows.flatMap(([id, score]) => groupLine(id, score));
  const notes = omissionNotes(rows.map(([, score]) => score));
  return [table, groups.join('\n'), notes.join('\n')].filter((part) => part !== '').join('\n\n');
}

function scoreRow(id: string, score: Score): string[] {
  const details = detailsSchema.parse(score);
  const { clustered, passAtK, majorityVote, bestSupported, macroF1, balancedAccuracy, majority } = details;
  const share = (given: number | null | undefined): string =>
    given === undefined || given === null ? '' : percent(given);
  const count = (given: number | undefined): string =>
    given === undefined || given === 0 ? '' : countText(given);
  return [
    id,
    countText(score.n),
    whyNoAccuracy(score) ?? `${percent(score.accuracy)} [${percent(score.low)}, ${percent(score.high)}]`,
    clustered ? `[${percent(clustered.low)}, ${percent(clustered.high)}]` : '',
    share(passAtK?.value),
    share(majorityVote?.value),
    share(bestSupported?.value),
    share(macroF1),
    share(balancedAccuracy),
    majority ? `${percent(majority.accuracy)} ${majority.label}` : '',
    share(score.formatValid),
    count(details.checked),
    withInterval(details.supported, details.supportedInterval),
    withInterval(details.faithful, details.faithfulInterval),
    count(score.verdicts?.truncated),
    count(score.verdicts?.unparseable),
    count(unaskedCount(score)),
    count(leftOutCount(score)),
  ];
}

/** `93.1 [88.0, 96.1]`; without bounds in results that an earlier version wrote. */
function withInterval(
  given: number | null | undefined,
  bounds: { low: number; high: number } | undefined,
): string {
  if (given === undefined || given === null) return '';
  return bounds === undefined
    ? percent(given)
    : `${percent(given)} [${percent(bounds.low)}, ${percent(bounds.high)}]`;
}

function groupLine(id: string, score: Score): string[] {
  const { groups } = detailsSchema.parse(score);
  if (groups === undefined) return [];
  const { n, accuracy, low, high } = groups;
  return [
    `${id}: ${percent(accuracy)} % [${percent(low)}, ${percent(high)}] of ${countOf(n, 'dialogue')} right in every turn`,
  ];
}

/** Who is shown beside this model; the others stand in `--list` and in the report. */
const [SUBJECT, BASE] = ['Fin-R1', 'Qwen2.5-7B-Instruct'];

/** What Fin-R1's authors claim, what others measured of it and of its base, and this model; empty where nothing was published. */
export function publishedTable(scores: Scores, model: string): string {
  const rows = Object.entries(scores).flatMap(([id, score]) => {
    const stated = findBenchmarkOf(id);
    if (stated === null || stated.id !== id || stated.published.length === 0) return [];
    const of = (name: string, by?: PublishedScore['by']): string =>
      stated.published
        .filter((one) => one.model === name && (by === undefined || one.by === by))
        .map(({ percent: value }) => String(value))
        .join(', ');
    const ours = score.accuracy === null ? '–' : `${percent(score.accuracy)} (n = ${countText(score.n)})`;
    return [[id, of(SUBJECT, 'claimed'), of(SUBJECT, 'measured'), of(BASE), ours]];
  });
  if (rows.length === 0) return '';
  const header = [
    ...['accuracy %', `${SUBJECT}, claimed`, `${SUBJECT}, measured by others`],
    ...[`${BASE}, in several papers`, model],
  ];
  return textTable([header, ...rows]);
}

/** Accuracy of the same answers under several protocols. */
export function protocolTable(byProtocol: readonly { title: string; scores: Scores }[]): string {
  const ids = [...new Set(byProtocol.flatMap(({ scores }) => Object.keys(scores)))];
  const rows = ids.map((id) => [id, ...byProtocol.map(({ scores }) => cell(scores[id]))]);
  return textTable([['accuracy % under', ...byProtocol.map(({ title }) => title)], ...rows]);
}

function cell(score: Score | undefined): string {
  if (score === undefined) return '–';
  return whyNoAccuracy(score) ?? `${percent(score.accuracy)} [${percent(score.low)}, ${percent(score.high)}]`;
}
