/**
 * Whether a number of a text belongs to another year than the sentence says: "debt was $412 million in 2019 and $398 million in 2018".
 * Lists with "respectively" are read pair by pair.
 */

import { readNumbers, type ParsedNumber } from '../../number.ts';
import { isQuantity, type PlaceContext } from './place-context.ts';
import { contentWords, Words } from './place-words.ts';
import { listedYears, RESPECTIVELY, yearBehind } from './place-years.ts';
import { magnitudes, type SourceEntry, type SourceQuestion } from '../sources.ts';

interface Dated {
  block: string;
  number: ParsedNumber;
  year: string;
  sentence: number;
  words: readonly string[];
}

export interface DatedText {
  block: string;
  dated: readonly Dated[];
}

const SENTENCE = /(?:[^.。！!\n；;]|\.(?=\d))+/g;

export function readDated({ texts }: SourceQuestion): DatedText[] {
  return texts
    .map(({ id, text }) => ({ block: id, dated: datedOf(id, text) }))
    .filter(({ dated }) => dated.length > 1);
}

function datedOf(block: string, text: string): Dated[] {
  const result: Dated[] = [];
  for (const found of text.matchAll(SENTENCE)) {
    const sentence = found[0];
    if (!/(?:19|20)\d\d/.test(sentence)) continue;
    const quantities = readNumbers(sentence).filter((number) => isQuantity(sentence, number));
    const words = contentWords(sentence);
    const years = yearsOf(sentence, quantities);
    for (const [index, number] of quantities.entries()) {
      const year = years[index];
      if (year == null) continue;
      const moved = { ...number, start: number.start + found.index, end: number.end + found.index };
      result.push({ block, number: moved, year, sentence: found.index, words });
    }
  }
  return result;
}

/** The year of each quantity; null where it is not said. */
function yearsOf(sentence: string, quantities: readonly ParsedNumber[]): (string | null)[] {
  if (RESPECTIVELY.test(sentence)) {
    const listed = listedYears(sentence);
    return quantities.length % listed.length === 0
      ? quantities.map((_, index) => listed[index % listed.length] ?? null)
      : quantities.map(() => null);
  }
  return quantities.map((number, index) => {
    const next = quantities[index + 1]?.start ?? sentence.length;
    const rest = sentence.slice(number.end, next);
    const behind = yearBehind(rest);
    if (behind !== null) return behind;
    const from = quantities[index - 1]?.end ?? 0;
    const ahead = sentence.slice(from, number.start).match(/(?:19|20)\d\d(?!\d)/g) ?? [];
    return index === 0 || /[一-鿿]/.test(sentence) ? (ahead.length === 1 ? (ahead[0] ?? null) : null) : null;
  });
}

export function misplacedInText(
  texts: readonly DatedText[],
  entries: readonly SourceEntry[],
  number: ParsedNumber,
  { year, before, sentence, near }: PlaceContext,
): string | null {
  if (year === null) return null;
  const said = new Words(`${sentence} ${near}`);
  let reason: string | null = null;
  for (const { origin } of entries) {
    if (origin.kind !== 'text') return null;
    const { dated = [] } = texts.find(({ block }) => block === origin.block) ?? {};
    const own = dated.find((other) => other.number.start === origin.start);
    if (own === undefined || own.year === year.value) return null;
    const twins = dated.filter(
      (other) =>
        other.sentence === own.sentence &&
        other.year === year.value &&
        other.number.unit === own.number.unit &&
        other.number.currency === own.number.currency,
    );
    const isThere = twins.some((twin) =>
      magnitudes(twin.number).some((value) => magnitudes(number).includes(value)),
    );
    if (twins.length === 0 || isThere) return null;
    const isDirect = year.direct && /^[\s\S]{0,12}$/.test(before.trim());
    if (!isDirect && !own.words.some((word) => said.has(word))) return null;
    reason ??= `${number.raw} is of ${own.year}; of ${year.value} it is ${twins[0]?.number.raw ?? ''}`;
  }
  return reason;
}
