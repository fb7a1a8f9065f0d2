/**
 * Precision and recall of the reasoning checker on the traces labelled by hand in `calibration/reasoning/`: on those that its weights are
 * fitted to (`traces-*`), and on those of two annotators that were kept apart from the fit (`exam-*`). A figure against a requirement, no speed.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { wilson } from '../src/core/statistics/wilson.ts';
import { labelledTraceSchema, scoreLabels, type LabelScore } from '../src/verify/reasoning/score-labels.ts';
import { print } from './measure.ts';

const bench = 'reasoning';
const FOLDER = join(import.meta.dirname, '..', 'calibration', 'reasoning');

export function benchReasoning(json: boolean, verbose: boolean): void {
  const files = readdirSync(FOLDER).filter((name) => /^(?:traces|exam)-.*\.jsonl$/.test(name));
  for (const kind of ['exam', 'traces']) {
    const own = files.filter((name) => name.startsWith(kind));
    const name = kind === 'exam' ? 'kept apart from the fit' : 'fitted to';
    report(name, scoreOf(own), json);
    if (!verbose) continue;
    for (const file of own) {
      const score = scoreOf([file]);
      report(file, score, json);
      for (const { id, kind: error, fault, text, reason } of score.misses)
        console.log(`  ${id} ${fault} ${error}: ${JSON.stringify(text)} ${reason}`);
    }
  }
}

function scoreOf(files: readonly string[]): LabelScore {
  const lines = files.flatMap((file) => readFileSync(join(FOLDER, file), 'utf8').trimEnd().split('\n'));
  return scoreLabels(lines.map((line) => labelledTraceSchema.parse(JSON.parse(line))));
}

function report(name: string, { traces, byKind, clean }: LabelScore, json: boolean): void {
  for (const [kind, { reported, right, labelled, found }] of Object.entries(byKind)) {
    share(`${name} (${traces} traces), ${kind}, precision`, right, reported, json);
    share(`${name}, ${kind}, recall`, found, labelled, json);
  }
  share(`${name}: clean traces called faithful`, clean.faithful, clean.traces, json);
}

function share(name: string, part: number, of: number, json: boolean): void {
  if (of === 0) return;
  const { low, high } = wilson(part, of);
  const percent = (value: number): string => (100 * value).toFixed(0);
  const interval = `${part} of ${of}, ${percent(low)}–${percent(high)}`;
  print({ bench, case: `${name} (${interval})`, value: (100 * part) / of, unit: '%' }, json);
}
