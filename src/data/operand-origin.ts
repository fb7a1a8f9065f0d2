/**
 * Where an operand of a gold program stands in the question's material: a table cell, a sentence, an earlier turn, the question.
 *
 * FinQA names no position for operands, so the digits are searched; of several places the one whose names share most words with the
 * question wins. Signs and percent marks are ignored in the search, because programs often use the size of a negative figure.
 * An operand that stands nowhere is `null`: callers must say so and never make up a source.
 */

import type { Question } from '../core/question.ts';

type Place =
  | { kind: 'cell'; row: string; column: string; text: string }
  | { kind: 'sentence'; id: string; excerpt: string }
  | { kind: 'history'; question: string; answer: string }
  | { kind: 'question' };

/** `asPercent`: the place prints a percentage, the operand stands for its hundredth. */
export type OperandOrigin = Place & { asPercent: boolean };

type Material = Pick<Question, 'texts' | 'tables' | 'history' | 'question'>;

const PRINTED = /\d[\d,]*(?:\.\d+)?|\.\d+/g;
const STOP_WORDS = new Set(
  'the of in and a to for was is what on at by as from with are were how that it'.split(' '),
);
const WORDS_BEFORE = 8;
const WORDS_AFTER = 4;

/** Lower-case words and years that carry meaning. */
export function contentWords(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\d&]+/gu) ?? [];
  return new Set(words.filter((word) => word.length > 1 && !STOP_WORDS.has(word)));
}

function shared(text: string, wanted: ReadonlySet<string>): number {
  let count = 0;
  for (const word of contentWords(text)) if (wanted.has(word)) count++;
  return count;
}

/** Position of the number with these digits in `text`, -1 when it is not there. */
function positionOf(digits: number, text: string, percentOnly = false): number {
  for (const match of text.matchAll(PRINTED)) {
    if (percentOnly && !/^\s*%/.test(text.slice(match.index + match[0].length))) continue;
    if (Math.abs(Number(match[0].replaceAll(',', '')) - digits) <= 1e-12 * digits) return match.index;
  }
  return -1;
}

function excerptAround(text: string, position: number): string {
  const before = text.slice(0, position).split(/\s+/).filter(Boolean).slice(-WORDS_BEFORE);
  const after = text
    .slice(position)
    .split(/\s+/)
    .slice(0, WORDS_AFTER + 1);
  return [...before, ...after].join(' ');
}

/** The likeliest place of the number printed as `printed` (`25048`, `5.2%`, `-380`), or null when it stands nowhere. */
export function operandOrigin(printed: string, material: Material): OperandOrigin | null {
  const digits = Math.abs(Number(printed.replace(/[%,$\s]/g, '')));
  const found = findDigits((text) => positionOf(digits, text), material);
  if (found !== null) return { ...found, asPercent: printed.includes('%') };
  // Dialogues write 0.134 where the page prints 13.4%.
  const percentage = findDigits((text) => positionOf(digits * 100, text, true), material);
  return percentage === null ? null : { ...percentage, asPercent: true };
}

function findDigits(positionIn: (text: string) => number, material: Material): Place | null {
  const wanted = contentWords(
    [...material.history.map((turn) => turn.question), material.question].join(' '),
  );
  let best: Place | null = null;
  let bestScore = -1;
  const offer = (origin: Place, score: number): void => {
    if (score > bestScore) [best, bestScore] = [origin, score];
  };
  for (const table of material.tables) {
    const header = table.rows[0] ?? [];
    for (const [at, [row = '', ...cells]] of table.rows.entries()) {
      for (const [i, text] of cells.entries()) {
        if (positionIn(text) === -1) continue;
        // Tables without a header have figures in the first row.
        const above = header[i + 1] ?? '';
        const column = at === 0 || above.includes('$') ? '' : above;
        // A cell says more than a sentence with as many of the question's words.
        offer({ kind: 'cell', row, column, text }, shared(`${row} ${column}`, wanted) + 1.5);
      }
    }
  }
  for (const { id, text } of material.texts) {
    const position = positionIn(text);
    if (position === -1) continue;
    const excerpt = excerptAround(text, position);
    offer({ kind: 'sentence', id, excerpt }, shared(excerpt, wanted));
  }
  for (const turn of material.history) {
    if (positionIn(turn.answer) === 0) offer({ kind: 'history', ...turn }, 1);
  }
  const asked = [...material.history.map((turn) => turn.question), material.question];
  if (asked.some((text) => positionIn(text) !== -1)) offer({ kind: 'question' }, 0.5);
  return best;
}
