/**
 * Fits the weights by which the reasoning checker tells invented numbers from derived ones (`src/verify/reasoning/numbers/evidence.json`) to the
 * labelled traces and insertions in `calibration/reasoning/`, and says how well that works on the traces of an annotator who was left
 * out: `npm run fit:evidence`. With `--dry` nothing is written.
 */

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { wilson } from '../src/core/statistics/wilson.ts';
import { doubtsOf, type TraceDoubt } from '../src/verify/reasoning/numbers/doubts.ts';
import { labelledTraceSchema, placeOf, type LabelledTrace } from '../src/verify/reasoning/score-labels.ts';
import type { PhraseKind } from '../src/verify/reasoning/numbers/phrases.ts';
import type { Signs } from '../src/verify/reasoning/numbers/signs.ts';
import {
  inventedProbability,
  phraseSigns,
  type Evidence,
  type PhraseTable,
} from '../src/verify/reasoning/numbers/weigh.ts';
import { fitLogistic } from './logistic.ts';

interface Sample {
  /** Whose trace it stands in. */
  annotator: string;
  invented: boolean;
  /** Traces count fully, insertions less: their places are not chosen by a model that reasons. */
  share: number;
  doubt: TraceDoubt;
}

interface Insertion {
  id: string;
  after: string;
  text: string;
  number: string;
  kind: 'invented' | 'derived';
}

const FOLDER = join(import.meta.dirname, '..', 'calibration', 'reasoning');
const OUTPUT = join(import.meta.dirname, '..', 'src', 'verify', 'reasoning', 'numbers', 'evidence.json');
const RIDGE = 5;
const INSERTION_SHARE = 0.3;
const PRIOR = 1;
/** Phrases that fewer samples have say nothing. */
const LEAST_COUNT: Record<PhraseKind, number> = { fresh: 1, clause: 4, beside: 4 };

main();

function main(): void {
  const unknown = process.argv.slice(2).filter((flag) => flag !== '--dry');
  if (unknown.length > 0)
    throw new RangeError(`fit-evidence: unknown option ${unknown.join(' ')}; there is --dry`);
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.jsonl') && !name.startsWith('exam'));
  const traces = new Map<string, { annotator: string; trace: LabelledTrace }>();
  for (const file of files.filter((name) => name.startsWith('traces')))
    for (const line of lines(file)) {
      const trace = labelledTraceSchema.parse(JSON.parse(line));
      traces.set(trace.id, { annotator: file.replace(/^traces-|\.jsonl$/g, ''), trace });
    }
  const samples: Sample[] = [];
  let lost = 0;
  for (const { annotator, trace } of traces.values()) lost += traceSamples(annotator, trace, samples);
  for (const file of files.filter((name) => name.startsWith('insertions')))
    for (const line of lines(file)) {
      const insertion = JSON.parse(line) as Insertion;
      const home = traces.get(insertion.id);
      if (home !== undefined) insertionSample(home, insertion, samples);
    }
  report(samples, lost);
  if (process.argv.includes('--dry')) return;
  writeFileSync(OUTPUT, `${JSON.stringify(rounded(fit(samples)))}\n`);
}

function lines(file: string): string[] {
  return readFileSync(join(FOLDER, file), 'utf8').trimEnd().split('\n');
}

/** Returns how many invented numbers are not doubted at all. */
function traceSamples(
  annotator: string,
  { id, trace, source, errors }: LabelledTrace,
  samples: Sample[],
): number {
  const labels = errors
    .filter(({ kind }) => kind === 'unsupported-number')
    .map((error) => ({ ...placeOf(id, trace, error), found: false }));
  const seen = new Set<string>();
  for (const doubt of doubtsOf(trace, source)) {
    const own = labels.filter((label) => label.start < doubt.end && label.end > doubt.start);
    for (const label of own) label.found = true;
    if (doubt.abandoned || seen.has(doubt.digits)) continue;
    seen.add(doubt.digits);
    samples.push({ annotator, invented: own.length > 0, share: 1, doubt });
  }
  return labels.filter(({ found }) => !found).length;
}

function insertionSample(
  { annotator, trace }: { annotator: string; trace: LabelledTrace },
  { after, text, number, kind }: Insertion,
  samples: Sample[],
): void {
  const at = trace.trace.indexOf(after) + after.length;
  const start = at + text.indexOf(number);
  const changed = trace.trace.slice(0, at) + text + trace.trace.slice(at);
  const doubt = doubtsOf(changed, trace.source).find(
    (own) => own.start < start + number.length && own.end > start,
  );
  if (doubt !== undefined && !doubt.abandoned)
    samples.push({ annotator, invented: kind === 'invented', share: INSERTION_SHARE, doubt });
}

type Tables = Evidence['phrases'];

/** Log odds of each phrase, smoothed. */
function phraseTables(samples: readonly Sample[]): Tables {
  return {
    fresh: tableOf('fresh', samples),
    clause: tableOf('clause', samples),
    beside: tableOf('beside', samples),
  };
}

function tableOf(kind: PhraseKind, samples: readonly Sample[]): PhraseTable {
  const counts = new Map<string, [invented: number, other: number]>();
  const totals: [number, number] = [PRIOR, PRIOR];
  for (const { invented, doubt } of samples) {
    totals[invented ? 0 : 1]++;
    for (const phrase of doubt.phrases[kind]) {
      const count = counts.get(phrase) ?? [0, 0];
      count[invented ? 0 : 1]++;
      counts.set(phrase, count);
    }
  }
  const share = totals[0] / (totals[0] + totals[1]);
  const single: [number, number] = [PRIOR, PRIOR];
  const known: Record<string, number> = {};
  for (const [phrase, [invented, other]] of counts) {
    if (invented + other === 1) single[invented === 1 ? 0 : 1]++;
    if (invented + other >= LEAST_COUNT[kind])
      known[phrase] =
        Math.log((invented + PRIOR * share) / totals[0]) -
        Math.log((other + PRIOR * (1 - share)) / totals[1]);
  }
  // What words seen once say holds for words not seen at all, by half: a new topic is one.
  const unseen = kind === 'fresh' ? Math.log(single[0] / totals[0]) - Math.log(single[1] / totals[1]) : 0;
  return { known, unseen: unseen / 2 };
}

function fit(samples: readonly Sample[]): Evidence {
  const annotators = [...new Set(samples.map(({ annotator }) => annotator))];
  // A phrase's odds must come from other annotators' traces than those that its weight is fitted to.
  const tables = new Map(
    annotators.map((own) => [own, phraseTables(samples.filter(({ annotator }) => annotator !== own))]),
  );
  const all = samples.map(({ annotator, doubt }) => ({
    ...doubt.signs,
    ...phraseSigns(doubt.phrases, tables.get(annotator) as Tables),
  }));
  const names = Object.keys(all[0] ?? {});
  const model = fitLogistic(
    all.map((signs: Signs) => names.map((name) => signs[name] ?? 0)),
    samples.map(({ invented }) => (invented ? 1 : 0)),
    samples.map(({ share }) => share),
    RIDGE,
  );
  const signs: Evidence['signs'] = {};
  for (const [at, name] of names.entries())
    signs[name] = {
      mean: model.mean[at] ?? 0,
      spread: model.spread[at] ?? 1,
      weight: model.weights[at] ?? 0,
    };
  return { bias: model.bias, signs, phrases: phraseTables(samples) };
}

function report(samples: readonly Sample[], lost: number): void {
  const judged: { annotator: string; invented: boolean; probability: number }[] = [];
  for (const annotator of new Set(samples.map((sample) => sample.annotator))) {
    const model = fit(samples.filter((sample) => sample.annotator !== annotator));
    for (const { invented, doubt } of samples.filter((own) => own.annotator === annotator && own.share === 1))
      judged.push({
        annotator,
        invented,
        probability: inventedProbability(doubt.signs, doubt.phrases, model),
      });
  }
  const all = judged.filter(({ invented }) => invented).length + lost;
  console.log(
    `${samples.length} samples, of them ${judged.length} of traces; ${all} invented, ${lost} of them not doubted`,
  );
  console.log('each annotator judged by weights fitted to the others; 95 % intervals (Wilson)');
  for (const threshold of [0.3, 0.4, 0.5, 0.6, 0.7, 0.8]) {
    const reported = judged.filter(({ probability }) => probability >= threshold);
    const right = reported.filter(({ invented }) => invented).length;
    console.log(
      `  p >= ${threshold}: precision ${share(right, reported.length)}, recall ${share(right, all)}`,
    );
  }
  for (const annotator of new Set(judged.map((own) => own.annotator))) {
    const own = judged.filter((one) => one.annotator === annotator);
    const reported = own.filter(({ probability }) => probability >= 0.5);
    const right = reported.filter(({ invented }) => invented).length;
    console.log(
      `  ${annotator} at 0.5: ${right} of ${reported.length} right, of ${own.filter((one) => one.invented).length}`,
    );
  }
}

function share(part: number, of: number): string {
  const { low, high } = wilson(part, of);
  const percent = (value: number): string => (100 * value).toFixed(0);
  return `${part} of ${of} = ${percent(part / Math.max(1, of))} % (${percent(low)}–${percent(high)})`;
}

/** Five digits are enough, and keep the file small. */
function rounded(evidence: Evidence): Evidence {
  return JSON.parse(
    JSON.stringify(evidence, (_, value: unknown) =>
      typeof value === 'number' ? Number(value.toPrecision(5)) : value,
    ),
  ) as Evidence;
}
