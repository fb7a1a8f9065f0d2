/**
 * The reference of a TAT-QA question: its answer together with its `scale`, and its derivation as a program where that gives the gold.
 *
 * The scale belongs to the answer, as in the official metric: 44.1 with the scale `million` is the number 44,100,000, printed `44.1
 * million`. So `44.1 million` and `44,100,000` are both right and a bare `44.1` is not. Percentages are in percent units (22.22).
 * The data set rounds to two places: where the derivation is arithmetic and rounds to the gold, its value, to five places as in FinQA, is
 * the reference, so that an answer with more digits than the gold is right as well; else the reference tolerates the rounding.
 */

import type { Reference } from '../../core/question.ts';
import { readNumbers, scoreAnswer } from '../../verify/index.ts';
import { derivationProgram } from '../derivation-program.ts';
import { parseProgram } from '../program-parse.ts';
import { executeSteps, ProgramError } from '../program.ts';

export const scales = ['', 'thousand', 'million', 'billion', 'percent'] as const;
export type Scale = (typeof scales)[number];

const FACTORS: Record<Scale, number> = { '': 1, thousand: 1e3, million: 1e6, billion: 1e9, percent: 1 };
/** Half a unit of the second place, and a little more for binary fractions. */
const ROUNDING = 0.005 * (1 + 1e-6);
const LARGEST_TOLERANCE = 0.01;
const MOST_PERMUTED = 4;

type NumberReference = Extract<Reference, { kind: 'number' }>;

/** `44.1 million`, `-22.22%`. */
export function withScale(printed: string, scale: Scale): string {
  if (scale === '') return printed;
  return scale === 'percent' ? `${printed.replace(/\s*%$/, '')}%` : `${printed} ${scale}`;
}

function numberReference(printed: string, value: number, scale: Scale, tolerance = 0): NumberReference {
  return {
    kind: 'number',
    value: Number((value * FACTORS[scale]).toFixed(5)),
    unit: scale === 'percent' ? 'percent' : 'plain',
    tolerance,
    text: withScale(printed, scale),
  };
}

function agrees(reference: NumberReference): boolean {
  return scoreAnswer(reference.text ?? '', reference).verdict === 'correct';
}

/** The program of a derivation, with the value that rounds to `gold`; null where there is none. */
function provenProgram(
  derivation: string,
  gold: number,
  scale: Scale,
): { program: string; value: number } | null {
  const ratio = derivationProgram(derivation);
  if (ratio === null) return null;
  const steps = parseProgram(ratio).length;
  const candidates = scale === 'percent' ? [`${ratio}, multiply(#${steps - 1}, const_100)`, ratio] : [ratio];
  for (const program of candidates) {
    try {
      const value = executeSteps(parseProgram(program), []).at(-1);
      if (typeof value === 'number' && Math.abs(value - gold) <= ROUNDING) return { program, value };
    } catch (error) {
      if (!(error instanceof ProgramError)) throw error;
    }
  }
  return null;
}

export interface ArithmeticGold {
  reference: NumberReference;
  program: string | undefined;
}

/** The gold of an arithmetic question. */
export function arithmeticGold(answer: number, derivation: string, scale: Scale): ArithmeticGold {
  const printed = String(answer);
  const proven = provenProgram(derivation, answer, scale);
  if (proven !== null) {
    const exact = numberReference(printed, proven.value, scale);
    if (agrees(exact)) return { reference: exact, program: proven.program };
  }
  const places = printed.split('.')[1]?.length ?? 0;
  const tolerance = places < 2 ? 0 : Math.min(LARGEST_TOLERANCE, 0.005 / Math.abs(answer));
  return { reference: numberReference(printed, answer, scale, tolerance), program: proven?.program };
}

/** The number that `text` is, with nothing around it; null where it is more or something else. */
function soleNumber(text: string, scale: Scale): NumberReference | null {
  const [number, ...others] = readNumbers(text);
  if (number === undefined || others.length > 0 || number.raw.length !== text.length) return null;
  // `$1.2 billion` and `36%` say their scale themselves.
  if (number.scaleWord && scale !== '') return null;
  const own: Scale = number.unit === 'percent' ? 'percent' : scale;
  if (number.unit !== 'plain' && number.unit !== own) return null;
  const reference = numberReference(text, number.value, own);
  return agrees(reference) ? reference : null;
}

/** A span or count: a number when it is nothing else, else text. */
export function spanGold(span: string, scale: Scale): Reference {
  const text = span.trim();
  return soleNumber(text, scale) ?? { kind: 'text', text: withScale(text, scale), accepted: [] };
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, at) => permutations(items.toSpliced(at, 1)).map((rest) => [item, ...rest]));
}

/** The ways to write a list. */
function lists(items: readonly string[]): string[] {
  return [items.join('; '), items.join(', '), `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`];
}

/**
 * Several spans: text, in any order, since the metric takes them as a set. Figures asked for "respectively" keep theirs. From five spans
 * on only the printed order is accepted by rule, the rest is for a judge.
 */
export function multiSpanGold(spans: readonly string[], scale: Scale, question: string): Reference {
  const items = spans.map((span) => span.trim());
  const ordered = /\brespectively\b/i.test(question) || items.length > MOST_PERMUTED;
  const orders = ordered ? [items] : permutations(items);
  const accepted = orders.flatMap((order) => {
    const each = lists(order.map((item) => withScale(item, scale)));
    return scale === '' || scale === 'percent'
      ? each
      : [...each, ...lists(order).map((list) => withScale(list, scale))];
  });
  const [text = '', ...rest] = accepted;
  return { kind: 'text', text, accepted: [...new Set(rest)] };
}
