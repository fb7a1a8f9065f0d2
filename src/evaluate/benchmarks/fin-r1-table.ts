/** Table 1 and Table 2 of the paper (v5): the scores on its five benchmarks. Only those of Fin-R1 are its authors' own models. */

import type { PublishedScore } from './benchmark.ts';

const columns = ['finqa', 'convfinqa', 'ant-finance', 'tfns', 'finance-instruct'] as const;
type Column = (typeof columns)[number];

const source = (table: number): string => `arXiv 2503.16252 v5, Table ${table}`;

const rows: readonly [string, PublishedScore['by'], number, readonly number[]][] = [
  ['Fin-R1', 'claimed', 1, [76.0, 85.0, 81.0, 71.0, 62.9]],
  ['Fin-R1-SFT', 'claimed', 2, [73.0, 81.0, 76.0, 68.0, 61.4]],
  ['Fin-R1-Zero', 'claimed', 2, [62.1, 76.3, 72.2, 70.9, 57.6]],
  ['Qwen2.5-7B-Instruct', 'measured', 1, [60.0, 66.0, 85.0, 68.0, 49.0]],
  ['Qwen2.5-14B-Instruct', 'measured', 1, [68.0, 77.0, 84.0, 72.0, 56.0]],
  ['Qwen2.5-32B-Instruct', 'measured', 1, [72.0, 78.0, 84.0, 77.0, 58.0]],
  ['DeepSeek-R1', 'measured', 1, [71.0, 82.0, 90.0, 78.0, 70.0]],
  ['DeepSeek-R1-Distill-Qwen-7B', 'measured', 1, [55.0, 62.0, 71.0, 60.0, 42.0]],
  ['DeepSeek-R1-Distill-Qwen-14B', 'measured', 1, [62.0, 73.0, 82.0, 65.0, 49.0]],
  ['DeepSeek-R1-Distill-Qwen-32B', 'measured', 1, [70.0, 72.0, 87.0, 79.0, 54.0]],
  ['DeepSeek-R1-Distill-Llama-70B', 'measured', 1, [68.0, 74.0, 84.0, 62.0, 56.0]],
];

/** Percent judged right by GPT-4o, on at most 1,000 questions drawn at random. */
export function finR1Table(column: Column): PublishedScore[] {
  const at = columns.indexOf(column);
  return rows.map(([model, by, table, scores]) => ({
    model,
    percent: scores[at] as number,
    by,
    source: source(table),
  }));
}
