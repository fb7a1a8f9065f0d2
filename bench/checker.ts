/**
 * Traces a second of the reasoning checker on one core, at 500 and at 4,000 tokens, against the 1,000 that a filter needs. The traces
 * ramble as R1's do: restated figures, mental arithmetic, retries; each has figures of its own, so that nothing is cached but the source.
 * Time is that of the processor, which other work on the machine does not lengthen as it does the clock's.
 */

import { Random } from '../src/core/random.ts';
import { groundTrace } from '../src/verify/index.ts';
import { print } from './measure.ts';

const bench = 'checker';
/** English prose with figures: what Qwen's and DeepSeek's tokenizers make of it. */
const CHARACTERS_A_TOKEN = 3.6;
const GOAL = 1000;
const source = {
  texts: [
    {
      id: 'p1',
      text: 'The tax rate was 21.5%. Buybacks came to $1.2 billion, against $ 0.9 billion a year before.',
    },
  ],
  tables: [
    {
      id: 't1',
      caption: '(in millions)',
      rows: [
        ['', '2017', '2018', '2019'],
        ['Revenue', '5,510', '5,735', '5,829'],
        ['Cost of sales', '3,900', '4,012', '4,105'],
        ['Operating expenses', '812', '840', '866'],
      ],
    },
  ],
  history: [],
  question: 'by how much did revenue grow in 2019?',
};

const openings = [
  'Okay, so I need to look at the table again',
  'Hmm, let me think about what is asked',
  'Wait, let me double-check that',
];
const asides = [
  'The question says growth, and growth is the change divided by the value of the year before, so I take 2018 as the base and not 2019',
  'I should make sure that this is the right row, since there are several that look alike and it is easy to slip a line when reading such a table',
];

function paragraph(random: Random): string {
  const [a, b] = [random.int(1000, 9000), random.int(1000, 9000)];
  const share = ((100 * (a - b)) / b).toFixed(2);
  return [
    `${random.pick(openings)}. ${random.pick(asides)}.`,
    `Revenue was 5,735 in 2018 and 5,829 in 2019, so the change is 5,829 - 5,735 = 94, and 94 / 5,735 = 1.64%.`,
    `Suppose it were ${a} and ${b} instead: ${a} - ${b} = ${a - b}, and ${a - b} / ${b} = ${share}%.`,
    `${random.pick(asides)}. Subtracting 4,105 from 5,829 gives 1,724. That isn't what was asked, so I leave it.`,
  ].join(' ');
}

function traceOf(random: Random, tokens: number): string {
  let text = '';
  while (text.length < tokens * CHARACTERS_A_TOKEN) text += `${paragraph(random)}\n\n`;
  return `<think>\n${text.slice(0, tokens * CHARACTERS_A_TOKEN)}\n</think>\n<answer>\n1.64%\n</answer>`;
}

export function benchChecker(json: boolean): void {
  const random = Random.derive(1, bench);
  for (const [tokens, count] of [
    [500, 2000],
    [4000, 300],
  ] as const) {
    const traces = Array.from({ length: count }, () => traceOf(random, tokens));
    for (const trace of traces.slice(0, 100)) groundTrace(trace, source);
    let numbers = 0;
    const before = process.cpuUsage();
    for (const trace of traces) numbers += groundTrace(trace, source).numbers.length;
    const seconds = process.cpuUsage(before).user / 1e6;
    const name = `${tokens.toLocaleString('en')} tokens, ${Math.round(numbers / count)} numbers`;
    const rate = { bench, case: name, value: count / seconds, unit: 'traces/s' };
    print(tokens === 500 ? { ...rate, against: `goal of ${GOAL}`, ratio: rate.value / GOAL } : rate, json);
  }
}
