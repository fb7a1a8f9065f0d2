/** Answers with known truth for `npm run bench -- scorer`, as models write them: bare, boxed, in sentences, in two languages. */

import type { Reference, UnitConvention } from '../src/core/question.ts';
import type { Random } from '../src/core/random.ts';

export interface Pair {
  /** How the answer is written, e.g. `percent`, `万/亿`, `choice`. */
  kind: string;
  answer: string;
  reference: Reference;
  /** What a reader would say. */
  correct: boolean;
}

type Write = (digits: string) => string;

/** How a number is printed, and what it then is: the printed digits times ten to `power`, negative or not. */
interface NumberForm {
  kind: string;
  write: Write;
  power?: number;
  negative?: boolean;
  unit?: UnitConvention;
}

const grouped: Write = (digits) => digits.replace(/\B(?<!\.\d*)(?=(\d{3})+(?!\d))/g, ',');

const numberForms: readonly NumberForm[] = [
  { kind: 'plain', write: (digits) => digits },
  { kind: 'grouped', write: (digits) => grouped(`7${digits.padStart(6, '1')}`) },
  { kind: 'percent as decimal', write: (digits) => `${digits}%`, power: -2, unit: 'decimal' },
  { kind: 'percent as percent', write: (digits) => `${digits}%`, unit: 'percent' },
  { kind: 'currency and scale', write: (digits) => `$${digits} million`, power: 6 },
  { kind: '万/亿', write: (digits) => `${digits}万元`, power: 4 },
  { kind: '万/亿', write: (digits) => `${digits}亿元`, power: 8 },
  { kind: 'minus sign', write: (digits) => `-${digits}`, negative: true },
  { kind: 'minus percent', write: (digits) => `-${digits}%`, power: -2, negative: true, unit: 'decimal' },
  { kind: 'accounting bracket', write: (digits) => `(${digits})`, negative: true },
];

const latex: Write = (text) => text.replace(/[%$]/g, '\\$&').replaceAll(',', '{,}');
const numberWordings: readonly Write[] = [
  (number) => number,
  (number) => number,
  (number) => `\\boxed{${latex(number)}}`,
  (number) => `$\\boxed{${latex(number)}}$`,
  (number) => `The answer is ${number}.`,
  (number) => `答案是${number}`,
  (number) => `In 2019 the figure was 5,829 and in 2018 it was 5,735. Therefore, the answer is ${number}`,
];

function numberPair(random: Random): Pair {
  const form = random.pick(numberForms);
  const decimals = random.int(0, 2);
  const digits =
    String(random.int(12, 987)) + (decimals > 0 ? `.${random.int(1, 9)}`.padEnd(decimals + 1, '3') : '');
  const printed = form.write(digits).replace(/[^\d.]/g, '');
  const truth = Number(`${form.negative === true ? '-' : ''}${printed}e${form.power ?? 0}`);
  const correct = random.chance(0.6);
  const factor = random.pick([-1, 100, 1.5, 0.8]);
  const answer = random.pick(numberWordings)(form.write(digits));
  const value = correct ? truth : Number((truth * factor).toPrecision(9));
  return {
    kind: form.kind,
    answer,
    reference: { kind: 'number', value, unit: form.unit ?? 'plain', tolerance: 0 },
    correct,
  };
}

function fractionPair(random: Random): Pair {
  const [above, below] = [random.int(1, 99), random.pick([2, 4, 5, 8, 16, 25])];
  const correct = random.chance(0.6);
  const value = (above / below) * (correct ? 1 : 2);
  const reference: Reference = { kind: 'number', value, unit: 'plain', tolerance: 0 };
  return { kind: 'LaTeX fraction', answer: `\\boxed{\\frac{${above}}{${below}}}`, reference, correct };
}

const letters = ['A', 'B', 'C', 'D'] as const;
const options = { A: '货币政策', B: '财政政策', C: 'A decline in revenue', D: 'None of the above' };
const choiceWordings: readonly ((letter: (typeof letters)[number]) => string)[] = [
  (letter) => letter,
  (letter) => `(${letter})`,
  (letter) => `\\boxed{${letter}}`,
  (letter) => `The correct answer is ${letter}.`,
  (letter) => `答案：${letter}`,
  (letter) => `${letter}. ${options[letter]}`,
  (letter) => options[letter],
];

function choicePair(random: Random): Pair {
  const [chosen, other] = random.sample(letters, 2) as [(typeof letters)[number], (typeof letters)[number]];
  const correct = random.chance(0.6);
  const reference: Reference = { kind: 'choice', letters: [correct ? chosen : other], options };
  return { kind: 'choice', answer: random.pick(choiceWordings)(chosen), reference, correct };
}

const labels = { Bearish: ['bearish', '消极'], Bullish: ['bullish', '积极'], Neutral: ['neutral', '中性'] };
const labelWordings: readonly Write[] = [
  (label) => label,
  (label) => `The sentiment of this tweet is ${label}.`,
  (label) => `**${label}**, since the company raised its guidance for the year`,
  (label) => `情感为${label}`,
];

function labelPair(random: Random): Pair {
  const [said, other] = random.sample(Object.keys(labels), 2) as [keyof typeof labels, keyof typeof labels];
  const correct = random.chance(0.6);
  const answer = random.pick(labelWordings)(random.pick([said, ...labels[said]]));
  return {
    kind: 'label',
    answer,
    reference: { kind: 'label', label: correct ? said : other, labels },
    correct,
  };
}

const affirmed = ['是', 'Yes', 'Yes, it meets the rules.', '合规', 'The answer is yes', '答案：是'];
const denied = [
  '否',
  'No',
  'No, because the client was not told of the risk.',
  '不合规',
  'The answer is no',
  '该行为违反规定',
];

function booleanPair(random: Random): Pair {
  const says = random.chance(0.5);
  const correct = random.chance(0.6);
  const answer = random.pick(says ? affirmed : denied);
  return { kind: 'boolean', answer, reference: { kind: 'boolean', value: says === correct }, correct };
}

/** Three in five are numbers, as in the paper's data; three in five answers are right. */
export function pairOf(random: Random): Pair {
  const draw = random.float();
  if (draw < 0.58) return numberPair(random);
  if (draw < 0.6) return fractionPair(random);
  if (draw < 0.8) return choicePair(random);
  return draw < 0.9 ? labelPair(random) : booleanPair(random);
}
