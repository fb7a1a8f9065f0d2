/**
 * Marks numbers that the source gives for another row or column than the sentence names: `the 2018 revenue was 5,829` where that is
 * the revenue of 2019. Only clauses that name one row and state one number are looked at, and only numbers that stand in a table of
 * the source and nowhere else in it; in doubt a number is found.
 */

import type { Table } from '../../core/question.ts';
import { readNumbers, type ParsedNumber } from '../number.ts';
import { isYear } from '../number-role.ts';
import type { GroundedNumber } from './grounder.ts';
import { magnitudes, type Sources } from './sources.ts';
import type { TraceText } from './trace-text.ts';

interface Row {
  index: number;
  /** The words by which a sentence names the row. */
  words: string[];
  name: string;
}

interface NamedTable {
  table: Table;
  rows: Row[];
  /** For each column its header in lower case. */
  headers: string[];
  cells: number[][][];
}

const CLAUSE_END =
  /[;\n。|]|[,\u201A](?=\D)|\b(?:and|while|whereas|versus|vs\.?|compared|against|but|so|which|with|from|to)\b|[而和与]|比|[.](?=\s)/gi;
/** Words of a clause whose number is worked out, not read off. */
const DERIVED =
  /\b(?:by|increase|decrease|change|difference|ratio|margin|growth|grew|rose|fell|declin|share|percent|per|average|total|sum|less|more|than|not|if|instead|times|half|plus|minus)|[%=+×÷*/≈]|增|减|降|升|差|比|率|占|均|合计|总|不是|如果|若|倍|余/i;
const STOP_WORDS = new Set('of the and for in a an to at on from by'.split(' '));
const SMALL = 10;

const tablesOf = new WeakMap<Sources, NamedTable[]>();

export function findMisplaced(trace: TraceText, sources: Sources, numbers: GroundedNumber[]): void {
  if (sources.tables.length === 0) return;
  const known = tablesOf.get(sources);
  const tables = known ?? sources.tables.filter(({ rows }) => rows.length > 1).map(namedTable);
  if (known === undefined) tablesOf.set(sources, tables);

  const { text, clean, steps } = trace;
  const grounded = new Map(numbers.map((number, index) => [number.start, index]));
  for (const step of steps) {
    if (step.next === step.first) continue;
    const years = stepYears(trace, step.first, step.next);
    for (const clause of clausesOf(text, step.start, step.end)) {
      const inside = trace.numbers
        .slice(step.first, step.next)
        .filter(({ start, end }) => start >= clause.start && end <= clause.end);
      const [stated, ...more] = inside.filter((number) => !isYear(number));
      if (stated === undefined || more.length > 0 || (stated.value < SMALL && stated.decimals === 0))
        continue;
      const index = grounded.get(clean.startOf(stated.start));
      const own = index === undefined ? undefined : numbers[index];
      if (own?.origin?.kind !== 'cell' || own.status !== 'found') continue;
      const words = text.slice(clause.start, stated.start).toLowerCase();
      if (DERIVED.test(words)) continue;
      const ownYears = inside.filter(isYear).map(({ value }) => String(value));
      const named = ownYears.length > 0 ? ownYears : years;
      const note = misplacement(tables, sources, stated, words, named);
      if (note !== null) {
        own.status = 'misplaced';
        own.note = note;
      }
    }
  }
}

function misplacement(
  tables: readonly NamedTable[],
  sources: Sources,
  stated: ParsedNumber,
  words: string,
  years: readonly string[],
): string | null {
  const entries = sources.entries(stated);
  if (entries.some(({ origin }) => origin.kind !== 'cell')) return null;
  for (const named of tables) {
    const row = namedRow(named, words);
    if (row === null) continue;
    const cells = named.cells[row.index] ?? [];
    const all = cells.map((_, column) => column).filter((column) => column > 0);
    const byYear =
      years.length === 1 ? all.filter((column) => named.headers[column]?.includes(years[0] ?? '')) : [];
    const byName = all.filter((column) => isNamed(named.headers[column] ?? '', words));
    const columns = byYear.length === 1 ? byYear : byName.length === 1 ? byName : all;
    const own = magnitudes(stated);
    const half = 0.5 * 10 ** -stated.decimals;
    const isThere = columns.some((column) =>
      (cells[column] ?? []).some((cell) => own.some((value) => Math.abs(value - cell) <= half)),
    );
    const given = columns.length === 1 ? named.table.rows[row.index]?.[columns[0] ?? 0]?.trim() : undefined;
    if (isThere || columns.every((column) => (cells[column] ?? []).length === 0)) return null;
    const place =
      columns.length === 1 ? `${row.name}, ${named.table.rows[0]?.[columns[0] ?? 0] ?? ''}` : row.name;
    return `${stated.raw} is not "${place}"${given === undefined ? '' : `: that is ${given}`}`;
  }
  return null;
}

/** The one row whose words all stand in the clause; of rows within each other the longer. */
function namedRow({ rows }: NamedTable, words: string): Row | null {
  const named = rows.filter((row) => row.words.length > 0 && row.words.every((word) => words.includes(word)));
  const longest = named.filter(
    (row) =>
      !named.some(
        (other) =>
          other !== row &&
          row.words.every((word) => other.name.includes(word)) &&
          other.name.length > row.name.length,
      ),
  );
  return longest.length === 1 ? (longest[0] ?? null) : null;
}

function isNamed(header: string, words: string): boolean {
  return header.length > 1 && words.includes(header);
}

function namedTable(table: Table): NamedTable {
  const rows = table.rows.flatMap((cells, index): Row[] => {
    const name = (cells[0] ?? '').toLowerCase().trim();
    return index === 0 || name === '' ? [] : [{ index, name, words: wordsOf(name) }];
  });
  return {
    table,
    rows,
    headers: (table.rows[0] ?? []).map((header) => header.toLowerCase().trim()),
    cells: table.rows.map((cells) => cells.map((cell) => readNumbers(cell).flatMap(magnitudes))),
  };
}

function wordsOf(name: string): string[] {
  if (/[\u4e00-\u9fff]/.test(name)) {
    const bare = name.replace(/^(?:其中|减|加)[:：]?|合计$|总额$|[(（][^)）]*[)）]/g, '').trim();
    return bare.length >= 2 ? [bare] : [];
  }
  return name
    .replace(/\([^)]*\)/g, ' ')
    .split(/[^a-z&-]+/)
    .filter((word) => word.length > 1 && !STOP_WORDS.has(word));
}

function stepYears({ numbers }: TraceText, first: number, next: number): string[] {
  return [
    ...new Set(
      numbers
        .slice(first, next)
        .filter(isYear)
        .map(({ value }) => String(value)),
    ),
  ];
}

function clausesOf(text: string, start: number, end: number): { start: number; end: number }[] {
  const clauses: { start: number; end: number }[] = [];
  let from = start;
  CLAUSE_END.lastIndex = start;
  for (
    let found = CLAUSE_END.exec(text);
    found !== null && found.index < end;
    found = CLAUSE_END.exec(text)
  ) {
    clauses.push({ start: from, end: found.index });
    from = found.index + found[0].length;
  }
  clauses.push({ start: from, end });
  return clauses;
}
