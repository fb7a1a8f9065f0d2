/** The numbers that a question's documents, history and wording give, and where each of them stands. */

import { firstIndex } from '../../core/first-index.ts';
import type { Question, Table } from '../../core/question.ts';
import { halfUnit, readNumbers, unitFactor, type ParsedNumber } from '../number.ts';
import { isYear } from '../number-role.ts';
import { rowsOf, type NamedRow } from './numbers/named-rows.ts';
import { declaredScale } from './scale.ts';
import { wordsOf } from './numbers/word-stems.ts';
import { amount, pairs, stepResults, sums } from './numbers/steps.ts';

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
const LARGEST_SOURCE = 60;
/** Magnitudes that print alike in twelve digits differ by less, as a share. */
const CLOSE = 2e-11;
/** `$2.74 billion` is 2,740 among figures in millions. */
const WRITTEN_IN = [3, 4, 6, 8];

export class Sources {
  readonly tables: readonly Table[];
  /** The powers of ten that tables or texts declare for their figures. */
  readonly scales: ReadonlySet<number>;
  readonly #exact = new Map<string, SourceEntry[]>();
  /** The lists of `#exact` by the very magnitudes of their entries, to look most numbers up without printing them. */
  readonly #same = new Map<number, SourceEntry[]>();
  readonly #sorted: SourceEntry[] = [];
  /** The numbers of each row, column and text, as printed. */
  readonly #groups: ParsedNumber[][] = [];
  readonly #texts: ParsedNumber[][] = [];
  /** The numbers of the question, and all numbers, as printed. */
  readonly asked: readonly ParsedNumber[];
  readonly all: readonly ParsedNumber[];
  /** The numbers of each row, column and text. */
  readonly groups: readonly (readonly ParsedNumber[])[];
  /** The rows of the tables that have a name. */
  readonly rows: readonly NamedRow[];
  readonly words: ReadonlySet<string>;
  /** What one step makes of the numbers of a row, a column or a text, by whether it is a share. */
  readonly #steps = new Map<boolean, number[]>();

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
      this.#texts.push(printedOf(block.text));
      this.#add(block.text, 1, 0, (number) => {
        return { kind: 'text', block: block.id, start: number.start, end: number.end };
      });
    }
    for (const [turn, { question: asked, answer }] of history.entries()) {
      this.#add(`${asked}\n${answer}`, 2, 0, () => ({ kind: 'history', turn }));
    }
    this.#add(question.question, 3, 0, () => ({ kind: 'question' }));
    this.asked = printedOf(question.question);
    this.#texts.push([...this.asked]);
    this.rows = tables.flatMap(rowsOf);
    this.groups = [...this.#groups, ...this.#texts];
    this.all = [
      ...[...tables.flatMap(({ rows }) => rows.slice(1)).map((cells) => cells.slice(1).join(' | '))],
      ...texts.map(({ text }) => text),
      question.question,
    ]
      .flatMap(printedOf)
      .slice(0, LARGEST_SOURCE);
    this.words = new Set(
      wordsOf(
        [
          ...tables.flatMap(({ caption, rows }) => [
            caption ?? '',
            ...rows.map((cells) => cells.join(' | ')),
          ]),
          ...texts.map(({ text }) => text),
          ...history.flatMap(({ question: asked, answer }) => [asked, answer]),
          question.question,
        ].join('\n'),
      ),
    );
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
    for (const number of numbersOf(text)) {
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
        const same = this.#exact.get(key) ?? [];
        same.push(entry);
        this.#exact.set(key, same);
        this.#same.set(magnitude, same);
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
    const readings = withHalfUnits(number);
    for (const [magnitude] of readings) {
      const same = this.#equal(magnitude);
      if (same !== undefined) return same;
    }
    const zeros = rough && number.decimals === 0 ? (/0*$/.exec(number.digits)?.[0].length ?? 0) : 0;
    if (number.significant - zeros < (rough ? ROUGH_DIGITS : ROUNDING_DIGITS)) return [];
    for (const [magnitude, half] of readings) {
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
    return this.#equal(magnitude) !== undefined;
  }

  #equal(magnitude: number): readonly SourceEntry[] | undefined {
    const same = this.#same.get(magnitude);
    if (same !== undefined) return same;
    const nearest = this.#sorted[this.#firstFrom(magnitude * (1 - CLOSE))];
    return nearest === undefined || nearest.magnitude > magnitude * (1 + CLOSE)
      ? undefined
      : this.#exact.get(keyOf(magnitude));
  }

  /** What one step makes of the numbers of each row, column and text: candidates for what the number is. */
  steps(number: ParsedNumber): readonly number[] {
    const isShare = number.unit !== 'plain';
    const known = this.#steps.get(isShare);
    if (known !== undefined) return known;
    const results = [
      ...this.#groups.flatMap((group) => pairResults(isShare, group)),
      ...this.#texts.flatMap((group) => stepResults(number, group)),
    ];
    this.#steps.set(isShare, results);
    return results;
  }

  #between(low: number, high: number): SourceEntry[] {
    let from = this.#firstFrom(low);
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

  /** The index of the first entry that is not below. */
  #firstFrom(magnitude: number): number {
    return firstIndex(this.#sorted.length, (at) => (this.#sorted[at] as SourceEntry).magnitude < magnitude);
  }
}

/** Thousands may be set apart by blanks in what is given: `5 300万元`. */
const BLANK_THOUSANDS = /(?<![\d.,])\d{1,3}(?: \d{3})+(?![\d.,])/g;

function numbersOf(text: string): ParsedNumber[] {
  const numbers = readNumbers(text);
  const joined = text.replace(BLANK_THOUSANDS, (digits) => digits.replaceAll(' ', ''));
  return joined === text ? numbers : [...numbers, ...readNumbers(joined)];
}

function printedOf(text: string): ParsedNumber[] {
  return numbersOf(text)
    .filter((number) => number.value !== 0 && !isYear(number))
    .slice(0, LARGEST_GROUP);
}

/** Sums, differences, averages, shares and changes within a group, each number as printed; sums of several in a row. */
function pairResults(isShare: boolean, group: readonly ParsedNumber[]): number[] {
  const results: number[] = [];
  const printed = group.map(({ value, power }) => Math.abs(value) / 10 ** power);
  const shares = group.filter(({ unit }) => unit !== 'plain').map(amount);
  if (isShare) pairs(shares, (a, b) => results.push(Math.abs(a - b), a + b));
  pairs(printed, (a, b) => {
    if (isShare) results.push(a / b, b / a, Math.abs(a / b - 1), Math.abs(b / a - 1));
    else results.push(Math.abs(a - b), a + b, (a + b) / 2, a / b, b / a);
  });
  if (!isShare) sums(printed, results);
  return results;
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
