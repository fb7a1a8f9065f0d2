/**
 * Names of products are data of the product list: what `Guaranteed Income Fund` says is no promise of the text that names it. A name counts
 * as one where it stands in quotation marks, letter by letter, in a sentence that says that product's weight or amount.
 */

import type { BoundNumber } from './bind.ts';
import type { Names } from './cues.ts';
import { sentencesOf } from './sentences.ts';

const QUOTES = ['“”', '""', '「」', '《》'];
/** Says nothing in any rule. */
const FILLER = '□';

/** `text` with such names made into what promises nothing; places stay. */
export function withoutQuotedNames(
  text: string,
  { products }: Names,
  numbers: readonly BoundNumber[],
): string {
  const sentences = sentencesOf(text);
  let masked = text;
  for (const [symbol, names] of Object.entries(products)) {
    const said = numbers.filter(
      ({ figure }) => figure === `plan.weight.${symbol}` || figure === `plan.amount.${symbol}`,
    );
    const told = sentences.filter((one) => said.some(({ start }) => start >= one.start && start < one.end));
    for (const name of new Set(names)) {
      for (const [open = '', close = ''] of QUOTES) {
        for (const { start, end } of told) {
          const sentence = masked.slice(start, end);
          const bare = open + FILLER.repeat(name.length) + close;
          masked =
            masked.slice(0, start) + sentence.replaceAll(open + name + close, () => bare) + masked.slice(end);
        }
      }
    }
  }
  return masked;
}
