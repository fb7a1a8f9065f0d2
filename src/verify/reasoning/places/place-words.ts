/**
 * The words of a piece of text, made comparable: English by stems, Chinese by pairs of characters, years, dates, beginnings and ends as
 * such.
 */

export const STOP_WORDS = new Set(
  'the and for in of an to at on from by with as or is was were are it its that this than net'.split(' '),
);
const NUMBER_WORDS = new Map(
  'one two three four five six seven eight nine ten'
    .split(' ')
    .map((word, index) => [word, String(index + 1)]),
);
const STEM = 6;
const MONTHS = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec';
const DATE = new RegExp(
  `\\b(\\d{1,2})(?:st|nd|rd|th)? (${MONTHS})[a-z]*\\b|\\b(${MONTHS})[a-z]*\\.? (\\d{1,2})(?![\\d,.]*\\d)`,
  'g',
);
const YEAR = /(?<!\d)(?:19|20)\d\d(?!\d)/g;
const DAY_ENDING = /((?:19|20)\d\d)[-/年.]1?\d(?:[-/月.]\d{1,2}日?)?/g;
const START = /\b(?:start|beginning|opening)\b|年初|期初/;
const END = /\b(?:end|ending|closing|year-end)\b|年末|期末/;
const EDGE = /\b(?:start|beginning|opening|end|ending|closing|year-end)\b|[年期][初末]/;
const EDGES = new RegExp(EDGE.source, 'g');
const CHINESE = /[\u4e00-\u9fff]+/g;
const CHINESE_CHARACTER = /^[\u4e00-\u9fff]$/;
const DIGIT = /\d/;
const WORD = /[a-z][a-z&']*|(?<![\d.,])\d{1,3}(?![.,]?\d)/g;

const GENERAL_WORDS = new Set(
  'millio billio thousa year fiscal ended compan amount total dollar increa decrea primar respec approx'.split(
    ' ',
  ),
);

/** The words of a text that tell what it is about. */
export function contentWords(text: string): string[] {
  return [...new Set(readWords(text))].filter(
    (token) =>
      !/^[yde]|\d|^edge/.test(token.includes(':') ? token : `_${token}`) &&
      !STOP_WORDS.has(token) &&
      !GENERAL_WORDS.has(token),
  );
}

/** The words of a piece of a trace. */
export class Words {
  readonly #tokens: ReadonlySet<string>;
  readonly text: string;

  constructor(text: string) {
    this.text = text;
    this.#tokens = new Set(readWords(text));
  }

  has(token: string): boolean {
    if (this.#tokens.has(token)) return true;
    if (token.length === 1) return CHINESE_CHARACTER.test(token) && this.text.includes(token);
    if (!token.includes(':')) return false;
    if (token.startsWith('letter:')) {
      const letter = token.slice(7);
      return new RegExp(`(?<![A-Za-z])${letter}(?![A-Za-z]${letter === 'A' ? '| [a-z]' : ''})`).test(
        this.text,
      );
    }
    if (token.startsWith('count:')) {
      const count = token.slice(6);
      return new RegExp(
        `(?<![\\d.,])${count}(?:[- ]?(?:periods?|years?)\\b|[期年])|(?:\\b(?:period|year) |第)${count}(?!\\d)`,
        'i',
      ).test(this.text);
    }
    return false;
  }

  hasAll(tokens: readonly string[]): boolean {
    return tokens.every((token) => this.has(token));
  }

  hasAny(tokens: readonly string[]): boolean {
    return tokens.some((token) => this.has(token));
  }
}

function stem(word: string): string {
  const bare = word.endsWith('s') || word.endsWith("'") ? word.replace(/'s?$|s$/, '') : word;
  return bare.slice(0, STEM);
}

export function readWords(original: string): string[] {
  const tokens: string[] = [];
  const lower = original.toLowerCase();
  const text = withoutEdges(DIGIT.test(lower) ? withoutDates(lower, tokens) : lower, tokens);
  for (const run of text.match(CHINESE) ?? []) {
    const bare = run.replace(/^年度?|^末/, '');
    if (bare.length === 1) tokens.push(bare);
    for (let at = 0; at + 1 < bare.length; at++) tokens.push(bare.slice(at, at + 2));
  }
  for (const word of text.match(WORD) ?? []) {
    if (word.length > 1 || DIGIT.test(word))
      tokens.push(NUMBER_WORDS.get(word) ?? (STOP_WORDS.has(word) ? word : stem(word)));
  }
  return tokens;
}

/** The text without its dates and years, which become tokens. */
function withoutDates(lower: string, tokens: string[]): string {
  const text = lower
    .replace(DAY_ENDING, '$1')
    .replace(DATE, (_, day: string | undefined, month: string | undefined, other: string, last: string) => {
      const date = `${day ?? last}${(month ?? other).slice(0, 3)}`;
      tokens.push(date === '1jan' ? 'edge:start' : date === '31dec' ? 'edge:end' : `d:${date}`);
      return ' ';
    });
  return text.replace(YEAR, (year) => {
    tokens.push(`y:${year}`);
    return ' ';
  });
}

/** The text without `beginning of` and `end of`, which become tokens. */
function withoutEdges(text: string, tokens: string[]): string {
  if (!EDGE.test(text)) return text;
  if (START.test(text)) tokens.push('edge:start');
  if (END.test(text)) tokens.push('edge:end');
  return text.replace(EDGES, ' ');
}
