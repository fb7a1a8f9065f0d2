/**
 * Precision and recall of the reasoning checker on the traces labelled by hand in `calibration/reasoning/`: on those that it was developed
 * with, and on those that nobody who worked on it had seen (`traces-final.jsonl`). A figure against a requirement, no speed.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { wilson } from '../src/core/statistics/wilson.ts';
import { labelledTraceSchema, scoreLabels } from '../src/verify/reasoning/score-labels.ts';
import { print } from './measure.ts';

const bench = 'reasoning';
const FOLDER = join(import.meta.dirname, '..', 'calibration', 'reasoning');

export function benchReasoning(json: boolean, verbose: boolean): void {
  for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.jsonl'))) {
    const lines = readFileSync(join(FOLDER, file), 'utf8').trimEnd().split('\n');
    const score = scoreLabels(lines.map((line) => labelledTraceSchema.parse(JSON.parse(line))));
    for (const [kind, { reported, right, labelled, found }] of Object.entries(score.byKind)) {
      const name = `${file.replace('.jsonl', '')}, ${kind}`;
      share(`${name}, precision`, right, reported, json);
      share(`${name}, recall`, found, labelled, json);
    }
    share(`${file}: clean traces called faithful`, score.clean.faithful, score.clean.traces, json);
    if (!verbose) continue;
    for (const { id, kind, fault, text, reason } of score.misses)
      console.log(`  ${id} ${fault} ${kind}: ${JSON.stringify(text)} ${reason}`);
  }
}

function share(name: string, part: number, of: number, json: boolean): void {
  if (of === 0) return;
  const { low, high } = wilson(part, of);
  const percent = (value: number): string => (100 * value).toFixed(0);
  print(
    {
      bench,
      case: `${name} (${part} of ${of}, ${percent(low)}–${percent(high)})`,
      value: (100 * part) / of,
      unit: '%',
    },
    json,
  );
}
