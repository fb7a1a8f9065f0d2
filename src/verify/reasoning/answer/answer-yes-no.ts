/**
 * Whether a yes or no answer is what the reasoning concludes: the verb that the question asks with is looked for in the last
 * conclusion, where it stands denied or not. Null where the conclusion speaks in other words.
 */

const YES = /^[\s*_"“]*(?:\\boxed\{)?(?:\\text\{)?(yes\b|是(?!否)|对|能|符合|满足)/i;
const NO = /^[\s*_"“]*(?:\\boxed\{)?(?:\\text\{)?(no\b|否|不|未|没有)/i;
const VERBS: readonly RegExp[] = [
  /compl(?:y|ies|ied|iance|iant)/i,
  /me?et(?:s|ing)?\b/i,
  /satisf(?:y|ies|ied)/i,
  /exceed(?:s|ed)?/i,
  /breach(?:es|ed)?/i,
  /qualif(?:y|ies|ied)/i,
  /(?:符合|满足|达标|遵守)/,
  /超过/,
  /增长|上升|增加/,
  /下降|减少/,
  /高于/,
  /低于/,
];
const CONCLUDES =
  /\b(?:so|therefore|thus|hence|overall|in conclusion|in sum|to conclude)\b|所以|因此|综上|故|可见|总之|结论/i;
const STATED =
  /answer(?: is|:)[\s*"“]*(yes|no)\b|(?:\bso|therefore|thus|hence),?[\s*"“]*(yes|no)(?=[\s*"”]*(?:[,.;:!)]|$))|答案(?:是|为|[:：])[\s*"“]*(?:[“"])?(是|否)/gim;
const SENTENCE = /[^.。！!\n；;]+(?:\.(?=\d)[^.。！!\n；;]*)*/g;
const DENIES = /\b(?:not|never|fail(?:s|ed)? to|cannot|no longer|neither)\b|n['’]t\b|未|不|没有?|无法|并非/i;

/** What could be is no conclusion. */
const SUPPOSES = /\b(?:if|could|would|might|before|until|unless)\b|如果|若|才会|可能/i;

/** True for yes, false for no. */
export function yesOrNo(answer: string): { value: boolean; start: number; end: number } | null {
  for (const [pattern, value] of [
    [YES, true],
    [NO, false],
  ] as const) {
    const found = pattern.exec(answer);
    const word = found?.[1];
    if (found !== null && word !== undefined)
      return { value, start: found[0].length - word.length, end: found[0].length };
  }
  return null;
}

export function concludedYesNo(reasoning: string, question: string): boolean | null {
  const stated = [...reasoning.matchAll(STATED)].at(-1);
  const word = stated?.[1] ?? stated?.[2] ?? stated?.[3];
  if (word !== undefined) return /yes|是/i.test(word);
  const verb = VERBS.find((pattern) => pattern.test(question));
  if (verb === undefined || DENIES.test(question.replace(/是不是|能不能|是否/g, ''))) return null;
  const sentence = (reasoning.match(SENTENCE) ?? []).filter((text) => /\p{L}/u.test(text)).at(-1) ?? '';
  if (!CONCLUDES.test(sentence) || SUPPOSES.test(sentence)) return null;
  const found = [...sentence.matchAll(new RegExp(verb.source, 'gi'))].at(-1);
  if (found === undefined) return null;
  const clause =
    sentence
      .slice(0, found.index)
      .split(/[,，:：]/)
      .at(-1) ?? '';
  return !DENIES.test(clause);
}
