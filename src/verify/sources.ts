/** The numbers that a question's documents, history and wording give, and where each of them stands. */

import type { Question } from '../core/question.ts';
import { halfUnit, readNumbers, unitFactor } from './number.ts';
import type { ParsedNumber } from './number.ts';

export type SourceQuestion = Pick<Question, 'texts' | 'tables' | 'history' | 'question'>;

/** Rows and columns count from 0, the header being row 0 and the row names column 0. */
export type SourceOrigin =
  | { kind: 'cell'; table: string; row: number; column: number }
  | { kind: 'text'; block: string }
  | { kind: 'history'; turn: number }
  | { kind: 'question' };

interface Entry {
  magnitude: number;
  origin: SourceOrigin;
  /** For cells: row name and column header, by which one of several equal cells is told from the others. */
  names: string[];
  /** Rank of the kind of origin: cells before text, text before history, history before the question. */
  rank: number;
}

/** Fewer printed digits than this say too little to be called a rounding of a source number. */
const ROUNDING_DIGITS = 3;

export class Sources {
  readonly #exact = new Map<string, Entry[]>();
  readonly #sorted: Entry[] = [];

  constructor(question: SourceQuestion) {
    for (const table of question.tables) {
      for (const [row, cells] of table.rows.entries()) {
        for (const [column, cell] of cells.entries()) {
          const names = [cells[0] ?? '', table.rows[0]?.[column] ?? ''].map((name) =>
            name.toLowerCase().trim(),
          );
          this.#add(cell, { kind: 'cell', table: table.id, row, column }, 0, names);
        }
      }
    }
    for (const block of question.texts) this.#add(block.text, { kind: 'text', block: block.id }, 1);
    for (const [turn, { question: asked, answer }] of question.history.entries()) {
      this.#add(`${asked}\n${answer}`, { kind: 'history', turn }, 2);
    }
    this.#add(question.question, { kind: 'question' }, 3);
    this.#sorted.sort((a, b) => a.magnitude - b.magnitude);
  }

  #add(text: string, origin: SourceOrigin, rank: number, names: string[] = []): void {
    for (const number of readNumbers(text)) {
      for (const magnitude of magnitudes(number)) {
        const entry = { magnitude, origin, names, rank };
        const key = keyOf(magnitude);
        const same = this.#exact.get(key);
        if (same === undefined) this.#exact.set(key, [entry]);
        else same.push(entry);
        this.#sorted.push(entry);
      }
    }
  }

  /**
   * Where a number of a trace stands in the sources: the same magnitude, in any unit or scale that either side names,
   * or, from three printed digits, a rounding of it. Signs are not compared: a trace calls `(5)` a loss of 5. Of equal cells
   * the one whose row name and header `context` mentions.
   */
  find(number: ParsedNumber, context: string): SourceOrigin | null {
    for (const magnitude of magnitudes(number)) {
      const same = this.#exact.get(keyOf(magnitude));
      if (same !== undefined) return choose(same, context);
    }
    if (number.significant < ROUNDING_DIGITS) return null;
    for (const [magnitude, half] of withHalfUnits(number)) {
      const near = this.#between(magnitude - half, magnitude + half);
      if (near.length > 0) return choose(near, context);
    }
    return null;
  }

  #between(low: number, high: number): Entry[] {
    let from = 0;
    let to = this.#sorted.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((this.#sorted[middle]?.magnitude ?? Infinity) < low) from = middle + 1;
      else to = middle;
    }
    const found: Entry[] = [];
    for (
      let entry = this.#sorted[from];
      entry !== undefined && entry.magnitude <= high;
      entry = this.#sorted[++from]
    ) {
      found.push(entry);
    }
    return found;
  }
}

function keyOf(magnitude: number): string {
  return magnitude.toPrecision(12);
}

/** The magnitudes that a printed number can stand for: as printed, with its scale word, with its unit. */
function magnitudes(number: ParsedNumber): number[] {
  return withHalfUnits(number).map(([magnitude]) => magnitude);
}

function withHalfUnits(number: ParsedNumber): [magnitude: number, half: number][] {
  const value = Math.abs(number.value);
  const half = halfUnit(number);
  const list: [number, number][] = [[value, half]];
  if (number.power !== 0) list.push([value / 10 ** number.power, half / 10 ** number.power]);
  if (number.unit !== 'plain') list.push([value * unitFactor(number.unit), half * unitFactor(number.unit)]);
  return list;
}

function choose(entries: readonly Entry[], context: string): SourceOrigin | null {
  let best: Entry | undefined;
  let bestScore = -Infinity;
  for (const entry of entries) {
    const mentioned = entry.names.filter((name) => name !== '' && context.includes(name)).length;
    const score = mentioned - 3 * entry.rank;
    if (score > bestScore) {
      best = entry;
      bestScore = score;
    }
  }
  return best?.origin ?? null;
}
