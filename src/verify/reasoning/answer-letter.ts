/**
 * Which option a reasoning concludes: by its letter (`so B is right`, `故选B`), or else by the one option whose figure its conclusion
 * states (`所以余额约为10.83万元`). Options that are only spoken of (`Option A ignores growth`) do not count.
 */

import { halfUnit, readNumbers, type ParsedNumber } from '../number.ts';

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
    "(?:^|[.\\n,] ?)(?:[Ss]o|[Tt]herefore,?|[Tt]hus,?|[Hh]ence,?)(?: it is| it's|,)?(?: option| choice)? ([A-H])(?=[\\s.,:]|$)",
    '\\b(?:[Ss]o|[Tt]herefore|[Tt]hus|[Hh]ence)\\b[^\\n]{0,60}?,? (?:(?:that|which) is )?(?:option|choice) ([A-H])\\b',
    '([A-H])(?:项|选项)?(?:是)?(?:正确|为正确答案)(?!的?吗)',
  ].join('|'),
  'g',
);
const DENIED = /(?:\bnot|n't|isn't|不|非|错)[^.。\n]{0,12}$/;
const OPTION = /(?:^|[\s。？?）)；;])([A-H])\s*[.．、:：)）]\s*/g;
const CONCLUDES = /\b(?:so|therefore|thus|hence|answer|result)\b|所以|因此|综上|故|可知|答案|最终|即为/i;
const SENTENCE = /[^.。！!\n]+(?:\.(?=\d)[^.。！!\n]*)*/g;

export function concludedOption(reasoning: string, question: string): Concluded | null {
  const letter = lastLetter(reasoning);
  if (letter !== null) return { letter, byFigure: false };
  const options = optionFigures(question);
  if (options.size < 2) return null;
  const sentences = (reasoning.match(SENTENCE) ?? []).filter((sentence) => /\d/.test(sentence));
  const conclusion = sentences.at(-1) ?? '';
  if (!CONCLUDES.test(conclusion)) return null;
  const stated = readNumbers(conclusion);
  const named = [...options].filter(([, figure]) => stated.some((number) => isFigure(number, figure)));
  const [only] = named;
  return named.length === 1 && only !== undefined ? { letter: only[0], byFigure: true } : null;
}

function lastLetter(reasoning: string): string | null {
  let last: string | null = null;
  for (const found of reasoning.matchAll(BY_LETTER)) {
    const letter = found.slice(1).find((group) => group !== undefined);
    if (letter !== undefined && !DENIED.test(reasoning.slice(Math.max(0, found.index - 14), found.index)))
      last = letter;
  }
  return last;
}

/** The figure of each option that states just one. */
function optionFigures(question: string): Map<string, ParsedNumber> {
  const marks = [...question.matchAll(OPTION)];
  const figures = new Map<string, ParsedNumber>();
  for (const [index, mark] of marks.entries()) {
    const text = question.slice(mark.index + mark[0].length, marks[index + 1]?.index);
    const [figure, ...more] = readNumbers(text);
    if (figure !== undefined && more.length === 0) figures.set(mark[1] ?? '', figure);
  }
  return figures;
}

function isFigure(number: ParsedNumber, figure: ParsedNumber): boolean {
  const own = Math.abs(figure.value / 10 ** figure.power);
  const other = Math.abs(number.value / 10 ** number.power);
  return Math.abs(own - other) <= (halfUnit(figure) / 10 ** figure.power) * (1 + 1e-9);
}
