/**
 * What a trace takes back: `Wait, that's not right`, `I used the wrong row`, 不对, 算错了. A retraction abandons the paragraph it
 * stands in up to itself, or, where it opens one, the paragraph before; where it names a number (刚才的911.67写错了), the steps
 * that state that number.
 */

import type { ParsedNumber } from '../number.ts';
import { isYear } from '../number-role.ts';
import type { StepSpan, TraceText } from './trace-text.ts';

const RETRACTION =
  /\b(?:that|this|it)(?: is|['’]s| was) (?:not (?:right|correct|quite right|it)|wrong|incorrect|a mistake|off)\b|\b(?:isn|wasn)['’]t (?:right|correct)\b|\b(?:the|my) (?:(?:\w+ )?[$¥]?[\d.,]+\d%?(?: \w+){0,3}|(?:earlier|previous|first|last) \w+) (?:is|was) (?:wrong|incorrect|a mistake|off)\b|\bmade (?:a|an) (?:\w+ )?(?:mistake|error|slip)|\bmy mistake\b|\bi (?:just )?(?:misread|miscalculated|misadded|mistyped|mis-?(?:comput|calculat|add|subtract|divid|multipli|count|stat)ed|mis-?copied|mixed up|mis-?remembered|wrote the wrong|used the wrong|took the wrong|swapped|confused|slipped|grabbed the wrong|picked the wrong|read the wrong)\b|\b(?:scratch|strike) that\b|\blet me (?:redo|start over|correct|fix)\b|\bstart(?:ing)? over\b|\b(?:doesn['’]t|does not) (?:look|seem|sound) right\b|\bcan(?:['’]t|not) be right\b|\bno, (?:wait|that)\b|\b(?:hmm|wait|oh|ah)[,.!]* (?:wait[,.]* )?no\b|\boops\b|\bcorrection\b|\bwrong (?:row|column|year|line|figure|number|one)\b|(?<!对)不对(?!称|劲|等|冲|应)|(?<!没有?|有没|是否|会不会)(?:算|看|写|搞|弄|抄|记|用|加|减|取|拿|读)(?:错了?)(?!没|吗)|重新来|推翻|有误|更正一下|纠正/i;
/** The same words where nothing is taken back. */
const NO_RETRACTION =
  /\b(?:haven['’]t|have not|didn['’]t|did not|don['’]t|not|if|whether|in case|unless|did) (?:\w+ ){0,3}(?:made|make|mis\w+|used|swapped|confused)|没有?[算看写搞弄抄记用加减]错|有没有|是不是|是否|对不对|会不会|如果|\b[A-D](?:选?项)?(?:显然|也|都|就|肯定|是)?(?:不对|错|有误)|(?:选项|说法|表述|观点|结论|命题)[^,。]{0,6}(?:不对|错|有误)|even if|would be wrong|常见错误|容易/i;
const HINT =
  /\bno\b|right|correct|wrong|mistake|error|slip|\bmis|mix|swap|confus|scratch|strike|redo|over|oops|fix|\bno,|off\b|错|不对|重新|推翻|误|正/i;
const NAMED_BACK = 30;
/** `it is 10,520, not 10,510`: the number that is taken back. */
const DENIED = /(?:\bnot|instead of|rather than|不是|而非) ?[$¥]?$/i;
/** How many steps a retraction takes back in the midst of a paragraph, and how many where it opens one. */
const WITHIN_BACK = 3;
const PARAGRAPH_BACK = 12;

/** The words take something back. */
export function isRetraction(words: string): boolean {
  return HINT.test(words) && RETRACTION.test(words) && !NO_RETRACTION.test(words);
}

export function markAbandoned({ text, steps, numbers }: TraceText): boolean[] {
  const abandoned = new Array<boolean>(steps.length).fill(false);
  for (const [index, step] of steps.entries()) {
    const words = text.slice(step.start, step.end);
    if (!isRetraction(words)) continue;
    const named = namedNumbers(text, step, numbers);
    let reached = false;
    for (let back = index - 1; back >= Math.max(0, index - NAMED_BACK); back--) {
      const earlier = steps[back] as StepSpan;
      if (numbers.slice(earlier.first, earlier.next).some((number) => named.has(digitsOf(number)))) {
        abandoned[back] = true;
        reached = true;
      }
    }
    if (!reached) abandonParagraph(steps, index, abandoned);
  }
  return abandoned;
}

/** The numbers that a retraction speaks of, by their digits: a unit may be left out. Those before its words, `the 192.5 was wrong`, are meant first. */
function namedNumbers(text: string, step: StepSpan, numbers: readonly ParsedNumber[]): Set<string> {
  const own = numbers.slice(step.first, step.next).filter((number) => !isYear(number));
  const retraction = step.start + text.slice(step.start, step.end).search(RETRACTION);
  const denied = own.filter(({ start }) => DENIED.test(text.slice(Math.max(step.start, start - 12), start)));
  const before = own.filter(({ end }) => end <= retraction);
  const meant = denied.length > 0 ? denied : before.length > 0 ? before : own;
  return new Set(meant.map(digitsOf));
}

function digitsOf({ digits, decimals }: ParsedNumber): string {
  const unsigned = digits.replace('-', '');
  return decimals === 0 ? unsigned : unsigned.replace(/\.?0+$/, '');
}

/** Right behind a result: `Hmm, wait: 120 and 150 …`. */
const STOPS =
  /^[^\d\n]{0,6}[.,;:!?。\u201A，；—-][\s]*(?:(?:hmm+|wait|oh|oops|no|hold on|actually|hang on)\b|嗯|等等|等一下|不对|咦|慢着)/i;
const CORRECTED_WITHIN = 240;
const PRINTED = /\d[\d,]*(?:\.\d+)?/g;
/** What leads to the right result; what an option says is none of the text's own. */
const LEADS_TO =
  /(?:\b(?:so|is|are|was|makes?|gives?|to|actually|be|get|equals)\b|[=:是得为即])[^\d=]{0,12}$/i;
const OF_OTHERS = /\b(?:options?|choices?|answers?|says?|said|states?)\b|选项|答案/i;

/** The text stops behind a wrong result, soon tells the right one, and says the wrong one again only to deny it. */
export function isCorrected(after: string, printed: string, computed: number): boolean {
  if (!STOPS.test(after)) return false;
  const right = new Set([0, 3, 6].map((power) => String(Math.abs(computed) / 10 ** power)));
  const told = [...after.slice(0, CORRECTED_WITHIN).matchAll(PRINTED)].some(({ 0: digits, index }) => {
    const before = after.slice(Math.max(0, index - 24), index);
    return (
      right.has(String(Number(digits.replaceAll(',', '')))) &&
      LEADS_TO.test(before) &&
      !OF_OTHERS.test(before)
    );
  });
  if (!told) return false;
  for (let at = after.indexOf(printed); at >= 0; at = after.indexOf(printed, at + 1))
    if (!DENIED.test(after.slice(Math.max(0, at - 12), at))) return false;
  return true;
}

/** The steps right before, no further back than where their paragraph begins. */
function abandonParagraph(steps: readonly StepSpan[], index: number, abandoned: boolean[]): void {
  const own = steps[index]?.paragraph;
  const before = steps[index - 1]?.paragraph;
  const reach = own === before ? WITHIN_BACK : PARAGRAPH_BACK;
  for (
    let back = index - 1;
    back >= Math.max(0, index - reach) && steps[back]?.paragraph === before;
    back--
  ) {
    abandoned[back] = true;
  }
}
