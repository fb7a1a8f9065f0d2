/** The numbers that a question's documents, history and wording give, and where each of them stands. */

import type { Question, Table } from '../../core/question.ts';
import { halfUnit, readNumbers, unitFactor, type ParsedNumber } from '../number.ts';
import { declaredScale } from './scale.ts';

export type SourceQuestion = Pick<Question, 'texts' | 'tables' | 'history' | 'question'>;

/** Rows and columns count from 0, the header being row 0 and the row names column 0; `start` and `end` lie in the block. */
export type SourceOrigin =
  | { kind: 'cell'; table: string; row: number; column: number }
  | { kind: 'text'; block: string; start: number; end: number }
  | { kind: 'history'; turn: number }
  | { kind: 'question' };

export interface SourceEntry {
  magnitude: number;
  origin: SourceOrigin;
  /** For cells: row name and column header, by which one of several equal cells is told from the others. */
  names: string[];
  /** Rank of the kind of origin: cells before text, text before history, history before the question. */
  rank: number;
}

/** Fewer printed digits than this say too little to be called a rounding of a source number. */
const ROUNDING_DIGITS = 3;
const ROUGH_DIGITS = 2;
/** Pairs are looked for among so many numbers of one row or text. */
const LARGEST_GROUP = 12;
/** `$2.74 billion` is 2,740 among figures in millions. */
const WRITTEN_IN = [3, 4, 6, 8];

export class Sources {
  readonly tables: readonly Table[];
  /** The powers of ten that tables or texts declare for their figures. */
  readonly scales: ReadonlySet<number>;
  readonly #exact = new Map<string, SourceEntry[]>();
  readonly #sorted: SourceEntry[] = [];
  /** The numbers of each row, column and text, as printed. */
  readonly #groups: number[][] = [];
  #pairs: number[] | undefined;

  constructor(question: SourceQuestion) {
    const { tables, texts, history } = question;
    this.tables = tables;
    const general = Math.max(0, ...[...texts.map(({ text }) => text), question.question].map(declaredScale));
    const scales = new Set<number>();
    for (const table of tables) {
      const heading = [table.caption ?? '', ...(table.rows[0] ?? []), table.rows[1]?.[0] ?? ''];
      const scale = Math.max(0, ...heading.map(declaredScale)) || general;
      if (scale > 0) scales.add(scale);
      this.#addTable(table, scale);
      const rows = table.rows.slice(1);
      for (const cells of rows) this.#groups.push(printedOf(cells.slice(1).join(' | ')));
      for (const column of table.rows[0]?.keys() ?? []) {
        if (column > 0) this.#groups.push(printedOf(rows.map((cells) => cells[column] ?? '').join(' | ')));
      }
    }
    for (const block of texts) {
      this.#groups.push(printedOf(block.text));
      this.#add(block.text, 1, 0, (number) => {
        return { kind: 'text', block: block.id, start: number.start, end: number.end };
      });
    }
    for (const [turn, { question: asked, answer }] of history.entries()) {
      this.#add(`${asked}\n${answer}`, 2, 0, () => ({ kind: 'history', turn }));
    }
    this.#add(question.question, 3, 0, () => ({ kind: 'question' }));
    this.#sorted.sort((a, b) => a.magnitude - b.magnitude);
    this.scales = scales;
  }

  #addTable(table: Table, scale: number): void {
    if (table.caption !== undefined) {
      this.#add(table.caption, 1, 0, () => ({ kind: 'cell', table: table.id, row: 0, column: 0 }));
    }
    for (const [row, cells] of table.rows.entries()) {
      for (const [column, cell] of cells.entries()) {
        const names = [cells[0] ?? '', table.rows[0]?.[column] ?? ''].map((name) =>
          name.toLowerCase().trim(),
        );
        const origin: SourceOrigin = { kind: 'cell', table: table.id, row, column };
        this.#add(cell, 0, scale, () => origin, names);
      }
    }
  }

  #add(
    text: string,
    rank: number,
    scale: number,
    originOf: (number: ParsedNumber) => SourceOrigin,
    names: string[] = [],
  ): void {
    for (const number of readNumbers(text)) {
      const origin = originOf(number);
      const list = magnitudes(number);
      if (scale > 0 && number.unit === 'plain' && number.power === 0) {
        list.push(Math.abs(number.value) * 10 ** scale);
      }
      for (const power of WRITTEN_IN)
        if (number.scaleWord && power < number.power) list.push(Math.abs(number.value) / 10 ** power);
      for (const magnitude of new Set(list)) {
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
   * or, from three printed digits (`rough`: two, ending zeros not counted), a rounding of it. Signs are not compared: a trace
   * calls `(5)` a loss of 5.
   */
  entries(number: ParsedNumber, rough = false): readonly SourceEntry[] {
    for (const magnitude of magnitudes(number)) {
      const same = this.#exact.get(keyOf(magnitude));
      if (same !== undefined) return same;
    }
    const zeros = rough && number.decimals === 0 ? (/0*$/.exec(number.digits)?.[0].length ?? 0) : 0;
    if (number.significant - zeros < (rough ? ROUGH_DIGITS : ROUNDING_DIGITS)) return [];
    for (const [magnitude, half] of withHalfUnits(number)) {
      // Mental arithmetic also cuts off: 139 for 139.6.
      const above = rough ? 2 * half : half;
      const near = this.#between(
        magnitude - half * 10 ** zeros,
        magnitude + above * 10 ** zeros * (rough ? 1 - 1e-9 : 1),
      );
      if (near.length > 0) return near;
    }
    return [];
  }

  /** True when a source gives exactly this magnitude. */
  has(magnitude: number): boolean {
    return this.#exact.has(keyOf(magnitude));
  }

  /** True when the number is the difference, sum or average of two cells of a row or column, or of two numbers of a text. */
  hasPair(number: ParsedNumber): boolean {
    this.#pairs ??= this.#groups.flatMap(pairsOf).sort((a, b) => a - b);
    return withHalfUnits(number).some(([magnitude, half]) => {
      const at = firstFrom(this.#pairs ?? [], magnitude - half * (1 + 1e-9));
      return ((this.#pairs ?? [])[at] ?? Infinity) <= magnitude + half * (1 + 1e-9);
    });
  }

  #between(low: number, high: number): SourceEntry[] {
    let from = 0;
    let to = this.#sorted.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((this.#sorted[middle]?.magnitude ?? Infinity) < low) from = middle + 1;
      else to = middle;
    }
    const found: SourceEntry[] = [];
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

function printedOf(text: string): number[] {
  return readNumbers(text)
    .slice(0, LARGEST_GROUP)
    .map(({ value, power }) => Math.abs(value) / 10 ** power);
}

function pairsOf(group: readonly number[]): number[] {
  return group.flatMap((a, index) =>
    group.slice(0, index).flatMap((b) => [Math.abs(a - b), a + b, (a + b) / 2]),
  );
}

/** The index of the first value that is not below `low`. */
function firstFrom(sorted: readonly number[], low: number): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((sorted[middle] ?? Infinity) < low) from = middle + 1;
    else to = middle;
  }
  return from;
}

function keyOf(magnitude: number): string {
  return magnitude.toPrecision(12);
}

/** The magnitudes that a printed number can stand for: as printed, with its scale word, with its unit. */
export function magnitudes(number: ParsedNumber): number[] {
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

/** Of equal entries the one whose row name and header `context` mentions, cells first. */
export function chosenEntry(entries: readonly SourceEntry[], context: string): SourceEntry | null {
  let best: SourceEntry | null = null;
  let bestScore = -Infinity;
  for (const entry of entries) {
    const mentioned = entry.names.filter((name) => name !== '' && context.includes(name)).length;
    const score = mentioned - 3 * entry.rank;
    if (score > bestScore) {
      best = entry;
      bestScore = score;
    }
  }
  return best;
}
