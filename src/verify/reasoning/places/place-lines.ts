/** The row and the column that a cell stands in, and whether a sentence names them or others. */

import type { PlaceContext } from './place-context.ts';
import { namedOn, type Axis, type NamedTable, type Naming } from './place-names.ts';
import { Words } from './place-words.ts';

const LEAST_PART = 3;

/** What is said of a number, from its clause outwards. */
export class Said {
  readonly #context: PlaceContext;
  readonly #words = new Map<string, Words>();

  constructor(context: PlaceContext) {
    this.#context = context;
  }

  get near(): Words {
    return this.#wordsOf(this.#context.near);
  }

  get sentence(): Words {
    return this.#wordsOf(this.#context.sentence);
  }

  get together(): Words {
    return this.#wordsOf(`${this.#context.sentence} ${this.#context.near}`);
  }

  get heading(): Words {
    return this.#wordsOf(this.#context.heading);
  }

  get step(): Words {
    return this.#wordsOf(this.#context.step);
  }

  #wordsOf(text: string): Words {
    const known = this.#words.get(text);
    const words = known ?? new Words(text);
    if (known === undefined) this.#words.set(text, words);
    return words;
  }
}

export interface Line {
  axis: Axis;
  at: number;
}

export interface Place {
  named: NamedTable;
  row: number;
  column: number;
}

export function linesOf({ named, row, column }: Place): [Line, Line][] {
  const [rows, columns] = [
    { axis: named.rows, at: row },
    { axis: named.columns, at: column },
  ];
  return [
    [columns, rows],
    [rows, columns],
  ];
}

/** Whether the sentence says what the other axis is: the row, where the column is in question. */
export function fitOf({ axis, at }: Line, { year }: PlaceContext, said: Said): 'named' | 'unknown' | 'not' {
  const label = axis.labels[at];
  if (label == null) return 'not';
  if (axis.labels.filter((other) => other !== null).length === 1) return 'named';
  const isDated = label.years.length > 0;
  if (isDated && year !== null && !label.years.includes(year.value)) return 'not';
  const ofYear = axis.labels.filter((other) => year !== null && other?.years.includes(year.value)).length;
  if (isDated && ofYear === 1) return 'named';
  if (axis.groups.length === 1) return 'unknown';
  const { naming, isNear } = namingOf(axis, said);
  if (naming === 'several') return isNear ? 'not' : 'unknown';
  return naming === null ? 'unknown' : naming.group === label.group ? 'named' : 'not';
}

export function isOwnNamed(line: Line, said: Said): boolean {
  return fitOf(line, { year: null } as PlaceContext, said) === 'named';
}

/** What the words nearest to the number name, in full rather than in part. */
export function namingOf(
  axis: Axis,
  said: Said,
  but: readonly string[] = [],
): {
  naming: Naming | 'several' | null;
  isNear: boolean;
  isHeading?: boolean;
} {
  const near = namedOn(axis, said.near, but);
  if (near === 'several' || near?.full === true) return { naming: near, isNear: true };
  if (near !== null) {
    const together = namedOn(axis, said.together, but);
    const isFull = together !== null && together !== 'several' && together.full;
    return { naming: isFull ? together : near, isNear: true };
  }
  const naming = namedOn(axis, said.sentence, but);
  return { naming: naming ?? namedOn(axis, said.heading, but), isNear: false, isHeading: naming === null };
}

/** A long name is not named by any one of its words. */
export function isNamedEnough(words: readonly string[], apart: readonly string[], said: Words): boolean {
  return said.hasAll(apart) || words.filter((word) => said.has(word)).length * LEAST_PART >= words.length;
}

/** `total` may be the row or the column. */
export function namesBoth(words: readonly string[], other: Axis): boolean {
  return other.groups.some(
    (group) => group.words.length > 0 && group.words.every((word) => words.includes(word)),
  );
}

export function isNamedNear({ axis, at }: Line, year: PlaceContext['year'], { near }: Said): boolean {
  if (year?.direct === true && axis.labels[at]?.years.includes(year.value)) return true;
  const naming: Naming | 'several' | null = namedOn(axis, near);
  return naming !== null && naming !== 'several' && naming.group === axis.labels[at]?.group;
}

export function cellAt(
  { named, row, column }: Place,
  { axis }: Line,
  at: number,
  cross = axis === named.rows ? column : row,
): { text: string; magnitudes: readonly number[] } | null {
  const [toRow, toColumn] = axis === named.rows ? [at, cross] : [cross, at];
  const cell = named.cells[toRow]?.[toColumn] ?? [];
  return cell.length === 0
    ? null
    : { text: named.table.rows[toRow]?.[toColumn]?.trim() ?? '', magnitudes: cell };
}
