/**
 * Which option a reasoning concludes: by its letter (`so B is right`, `故选B`), or else by the one option whose figure its conclusion
 * states (`所以余额约为10.83万元`). Options that are only spoken of (`Option A ignores growth`) do not count.
 */

import { halfUnit, readNumbers, type ParsedNumber } from '../../number.ts';
import { contentWords, Words } from '../places/place-words.ts';

export interface Concluded {
  letter: string;
  /** The conclusion names the figure, not the letter. */
  byFigure: boolean;
}

const L = '[\\s:：*"“‘\'(（{]{0,4}(?:option |choice |选项)?[\\s*"“(（{]{0,3}([A-H])(?![A-Za-z])';
const BY_LETTER = new RegExp(
  [
    `(?:answer(?: is| should be| must be|:)|correct (?:option|choice|answer)(?: is|:)|\\b(?:choose|pick|select|go with|matches|corresponds to)(?: option)?|应?选择?|故选?|答案(?:是|为|应为|应该是|应是)?|对应(?:的是)?(?:选项)?)${L}`,
    '\\b(?:[Oo]ption |[Cc]hoice )?([A-H])(?:[,:(（)] ?[^.\\n]{1,24}?[,)）])? (?:is|must be) (?:the )?(?:right|correct|answer)',
    "(?:^|[.\\n,] ?)(?:[Ss]o|[Tt]herefore,?|[Tt]hus,?|[Hh]ence,?)(?: it is| it's|,)?(?: option| choice)? ([A-H])(?=[.,:;!\\n*]|$)",
    '(?<![A-Za-z])([A-H]) it is\\b',
    '(?<![A-Za-z])([A-H]) (?:comes? (?:out )?(?:on top|first|ahead)|ranks? first|wins)\\b',
    '最[高低优大小好多少][^。\\n]{0,12}[是为]([A-H])',
    '\\b(?:[Ss]o|[Tt]herefore|[Tt]hus|[Hh]ence)\\b[^\\n]{0,60}?,? (?:(?:that|which) is )?(?:option|choice) ([A-H])\\b',
    '([A-H])(?:项|选项)?(?:是)?(?:正确|为正确答案)(?!的?吗)',
  ].join('|'),
  'g',
);
/** A letter that is only tried, or what a mistake would give. */
const TRIED_BEFORE =
  /\b(?:if|would|might|could|may|tempting|tempted|forg[eo]t\w*|only looking)\b|['’]d\b|如果|若是?|假如|误|会选|可能|容易|光看|只看|单看|忽略/i;
const TRIED_AFTER = /\b(?:trap|distractor|tempting|mistake)\b|[?？]|陷阱|错误/i;
const SENTENCE_START = /[.。!！?？\n；;](?=[^.。!！?？\n；;]*$)/;
const SENTENCE_REST = /^[^.。!！\n；;?？]*[?？]?/;
const DENIED = /(?:\bnot|n't|isn't|不|非|错)[^.。\n]{0,12}$/;
const OPTION = /(?:^|[\s。？?）)；;])([A-H])\s*[.．、:：)）]\s*/g;
const CONCLUDES =
  /\b(?:so|therefore|thus|hence|answer|result)\b|所以|因此|综上|故|可知|答案|最终|即为|结论|总结|\bconclu/i;
const DENIES = /\b(?:not|never|cannot)\b|n['’]t\b|不|非|没有/i;
const LONGEST_BEFORE = 80;
const LEAST_WORDS = 2;
const MOST_OF = 0.6;
const SENTENCE = /[^.。！!\n]+(?:\.(?=\d)[^.。！!\n]*)*/g;

export function concludedOption(reasoning: string, question: string): Concluded | null {
  const options = optionsOf(question);
  const letter = lastLetter(reasoning, question, options);
  if (letter !== null) return { letter, byFigure: false };
  if (options.size < 2) return null;
  const sentences = reasoning.match(SENTENCE) ?? [];
  const conclusion = sentences.filter((sentence) => /\d/.test(sentence)).at(-1) ?? '';
  const figures = optionFigures(options);
  if (figures.size > 1 && CONCLUDES.test(conclusion)) {
    const stated = readNumbers(conclusion.slice(conclusion.search(CONCLUDES)));
    const named = [...figures].filter(([, figure]) => stated.some((number) => isFigure(number, figure)));
    const [only] = named;
    return named.length === 1 && only !== undefined ? { letter: only[0], byFigure: true } : null;
  }
  const last = sentences.filter((sentence) => /\p{L}/u.test(sentence)).at(-1) ?? '';
  const worded = CONCLUDES.test(last) && !DENIES.test(last) ? optionInWords(last, options) : null;
  return worded === null ? null : { letter: worded, byFigure: false };
}

/** The option most of whose words a sentence says, and none of what sets the others apart from it. */
function optionInWords(sentence: string, options: ReadonlyMap<string, string>): string | null {
  const said = new Words(sentence);
  const words = new Map([...options].map(([letter, text]) => [letter, contentWords(text)]));
  for (const [letter, own] of words) {
    const count = own.filter((word) => said.has(word)).length;
    if (count < LEAST_WORDS || count < MOST_OF * own.length) continue;
    const isApart = [...words].every(
      ([other, others]) =>
        other === letter ||
        (own.some((word) => !others.includes(word) && said.has(word)) &&
          !others.some((word) => !own.includes(word) && said.has(word))),
    );
    if (isApart) return letter;
  }
  return null;
}

function lastLetter(
  reasoning: string,
  question: string,
  options: ReadonlyMap<string, string>,
): string | null {
  let last: string | null = null;
  for (const found of reasoning.matchAll(BY_LETTER)) {
    const letter = found.slice(1).find((group) => group !== undefined);
    if (letter === undefined || (options.size > 1 && !options.has(letter))) continue;
    const superlative = /^最./.exec(found[0])?.[0];
    if (superlative !== undefined && !question.includes(superlative)) continue;
    const before = reasoning.slice(Math.max(0, found.index - LONGEST_BEFORE), found.index);
    const own = before.slice((SENTENCE_START.exec(before)?.index ?? -1) + 1);
    if (DENIED.test(own) || TRIED_BEFORE.test(own + found[0])) continue;
    const rest = SENTENCE_REST.exec(reasoning.slice(found.index + found[0].length))?.[0] ?? '';
    if (!TRIED_AFTER.test(rest)) last = letter;
  }
  return last;
}

function optionsOf(question: string): Map<string, string> {
  const marks = [...question.matchAll(OPTION)];
  return new Map(
    marks.map((mark, index) => [
      mark[1] ?? '',
      question.slice(mark.index + mark[0].length, marks[index + 1]?.index),
    ]),
  );
}

/** The figure of each option that states just one. */
function optionFigures(options: ReadonlyMap<string, string>): Map<string, ParsedNumber> {
  const figures = new Map<string, ParsedNumber>();
  for (const [letter, text] of options) {
    const [figure, ...more] = readNumbers(text);
    if (figure !== undefined && more.length === 0) figures.set(letter, figure);
  }
  return figures;
}

function isFigure(number: ParsedNumber, figure: ParsedNumber): boolean {
  const own = Math.abs(figure.value / 10 ** figure.power);
  const other = Math.abs(number.value / 10 ** number.power);
  return Math.abs(own - other) <= (halfUnit(figure) / 10 ** figure.power) * (1 + 1e-9);
}
