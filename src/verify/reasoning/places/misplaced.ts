/**
 * Marks numbers that the source gives for another row, column or year than the sentence names: `the 2018 revenue was 5,829` where that
 * is the revenue of 2019. A number is misplaced only where none of its places in the source fits, and the place that the sentence
 * names is known and gives another number; in doubt it is found.
 */

import type { ParsedNumber } from '../../number.ts';
import type { Claim } from '../claims/claim.ts';
import type { GroundedNumber } from '../numbers/grounder.ts';
import { misplacedInTable } from './misplaced-cell.ts';
import { readDated, misplacedInText, type DatedText } from './misplaced-text.ts';
import { contextOf, isQuantity } from './place-context.ts';
import { namedTable, type NamedTable } from './place-names.ts';
import type { SourceQuestion, Sources } from '../sources.ts';
import type { TraceText } from '../trace-text.ts';

interface Places {
  /** All names of rows and columns, for a quick look. */
  names: string;
  tables: readonly NamedTable[];
  texts: readonly DatedText[];
  /** All texts and the question, as a trace would quote them. */
  quotable: string;
}

/** Words of a clause whose number is supposed, denied or worked out in any case. */
const NOT_STATED =
  /\b(?:not|if|instead|suppose|assum|would|whether|should|mistake|wrong)\b|n't\b|\?|不是|而非|不要|如果|假设|若/i;
const SUPPOSED = /\b(?:if|suppose|assum\w*)\b|[?？]\s*$|如果|假设|若/i;
const LETTER = /\p{L}/u;
const BESIDE = /[\p{L}(（]/u;
const SMALL = 10;

const placesOf = new WeakMap<Sources, Places>();

export function findMisplaced(
  trace: TraceText,
  sources: Sources,
  numbers: GroundedNumber[],
  claims: readonly Claim[],
  question: SourceQuestion,
): void {
  const known = placesOf.get(sources);
  const places = known ?? placesIn(sources, question);
  if (known === undefined) placesOf.set(sources, places);
  if (places.tables.length === 0 && places.texts.length === 0) return;

  const { text, clean, steps } = trace;
  const grounded = new Map(numbers.map((number) => [number.start, number]));
  const said = new Set<string>();
  const isName = (number: ParsedNumber): boolean => isPartOfName(text, number, places.names);
  for (const [index, step] of steps.entries()) {
    if (step.next === step.first || SUPPOSED.test(text.slice(step.start, step.end))) continue;
    for (let at = step.first; at < step.next; at++) {
      const number = trace.numbers[at] as ParsedNumber;
      const own = grounded.get(clean.startOf(number.start));
      if (own?.status !== 'found' || own.abandoned || !isQuantity(text, number)) continue;
      if (own.origin?.kind !== 'cell' && own.origin?.kind !== 'text') continue;
      if (number.value < SMALL && number.decimals === 0 && !number.currency) continue;
      if (!hasWords(trace, at, step.first, step.start)) continue;
      const context = contextOf(trace, at, index, isName);
      if (NOT_STATED.test(context.before) || (context.year?.direct !== true && !LETTER.test(context.near)))
        continue;
      const entries = sources.entries(number);
      const cells = entries.filter(({ origin }) => origin.kind === 'cell');
      const texts = entries.filter(({ origin }) => origin.kind === 'text');
      if (cells.length + texts.length < entries.length) continue;
      const inTable = cells.length === 0 ? null : misplacedInTable(places.tables, cells, number, context);
      if (cells.length > 0 && inTable === null) continue;
      const inText = texts.length === 0 ? null : misplacedInText(places.texts, texts, number, context);
      if (texts.length > 0 && inText === null) continue;
      if (isResult(own, claims) || isQuoted(text, number, step, places.quotable)) continue;
      const note = inTable || inText || '';
      if (note === '') continue;
      // Calculated with later, it is the same mistake.
      const mistake = number.digits + note.slice(number.raw.length);
      if (said.has(mistake)) continue;
      said.add(mistake);
      own.status = 'misplaced';
      own.note = note;
    }
  }
}

/** What stands between quotation marks as the source has it is quoted, whatever the words around it would say of it. */
function isQuoted(
  text: string,
  { start, end }: ParsedNumber,
  step: { start: number; end: number },
  quotable: string,
): boolean {
  const open = text.slice(step.start, start).search(/["“「][^"”」]*$/);
  if (open < 0) return false;
  const from = step.start + open + 1;
  const close = text.slice(end, step.end).search(/["”」]/);
  return close >= 0 && quotable.includes(text.slice(from, end + close).trim());
}

/** A number that the trace has calculated may by chance stand in the source too. */
function isResult({ start, value }: GroundedNumber, claims: readonly Claim[]): boolean {
  return claims.some(
    (claim) =>
      claim.holds &&
      claim.end <= start &&
      claim.stated !== null &&
      Math.abs(claim.stated) === Math.abs(value),
  );
}

/** `S&P 500`. */
function isPartOfName(text: string, number: ParsedNumber, names: string): boolean {
  if (number.raw.length > 4 || !/^\d{1,3}%?$/.test(number.raw)) return false;
  const word = /\S+\s$/.exec(text.slice(Math.max(0, number.start - 16), number.start))?.[0].toLowerCase();
  return word !== undefined && /^[a-z]/.test(word) && names.includes(word + number.raw);
}

function placesIn(sources: Sources, question: SourceQuestion): Places {
  const tables = sources.tables.map(namedTable).filter((table) => table !== null);
  const labels = tables.flatMap(({ rows, columns }) => [...rows.labels, ...columns.labels]);
  return {
    names: labels.map((label) => label?.text.toLowerCase() ?? '').join('\n'),
    tables,
    texts: readDated(question),
    quotable: [...question.texts.map((block) => block.text), question.question].join('\n'),
  };
}

/** Numbers in the midst of a calculation have no words beside them. */
function hasWords({ text, numbers }: TraceText, at: number, first: number, from: number): boolean {
  const { start, end } = numbers[at] as ParsedNumber;
  const before = at > first ? numbers[at - 1] : undefined;
  if (before !== undefined && !isQuantity(text, before)) return true;
  return LETTER.test(text.slice(before?.end ?? from, start)) || BESIDE.test(text.slice(end, end + 8));
}
