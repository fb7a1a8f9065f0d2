/** Choices of one letter and of several, right or another. */

import type { Random } from '../../core/random.ts';
import type { KnownPair } from './known-pair.ts';

const letters = ['A', 'B', 'C', 'D', 'E'] as const;
const optionSets: readonly Record<string, string>[] = [
  { A: '货币政策', B: '财政政策', C: '产业政策', D: '收入政策', E: '以上都不是' },
  {
    A: 'A decline in revenue',
    B: 'An increase in debt',
    C: 'Bonds',
    D: 'Common stock',
    E: 'None of the above',
  },
  { A: '6189.07元', B: '6510.75元', C: '6700元', D: '7000元', E: '7250.5元' },
  {},
];
const oneLetter: readonly ((letter: string, text: string) => string)[] = [
  (x) => x,
  (x) => x.toLowerCase(),
  (x) => `(${x})`,
  (x) => `${x}.`,
  (x) => `\\boxed{${x}}`,
  (x) => `\\boxed{\\text{${x}}}`,
  (x) => `**${x}**`,
  (x) => `The correct answer is ${x}.`,
  (x) => `Option ${x}`,
  (x) => `答案：${x}`,
  (x) => `正确答案是${x}。`,
  (x) => `故选${x}`,
  (x) => `选项${x}`,
  (x, text) => (text === '' ? x : `${x}. ${text}`),
  (x, text) => (text === '' ? x : `${x}、${text}`),
];
const severalLetters: readonly ((of: readonly string[]) => string)[] = [
  (of) => of.join(''),
  (of) => of.join(','),
  (of) => of.join(', '),
  (of) => of.join('、'),
  (of) => of.join('和'),
  (of) => of.join(' and '),
  (of) => `\\boxed{${of.join('')}}`,
  (of) => `答案：${of.join('、')}`,
  (of) => `The answer is ${of.join(', ')}.`,
  (of) => of.toReversed().join(','),
];

export function choicePair(random: Random): KnownPair {
  const options = random.pick(optionSets);
  const order = random.sample(letters, letters.length);
  const correct = random.chance(0.5);
  if (random.chance(0.6)) {
    const [chosen = 'A', other = 'B'] = order;
    return {
      kind: `choice: ${correct ? 'right' : 'another'}`,
      answer: random.pick(oneLetter)(chosen, options[chosen] ?? ''),
      reference: { kind: 'choice', letters: [correct ? chosen : other], options },
      correct,
    };
  }
  const gold = order.slice(0, random.int(2, 4)).sort();
  const said = random.pick([
    gold.slice(1),
    [...gold, ...order.slice(gold.length, gold.length + 1)].sort(),
    [...gold.slice(1), ...order.slice(gold.length, gold.length + 1)].sort(),
  ]);
  return {
    kind: `choice: ${correct ? 'set' : 'another set'}`,
    answer: random.pick(severalLetters)(correct ? gold : said),
    reference: { kind: 'choice', letters: gold, options },
    correct,
  };
}
