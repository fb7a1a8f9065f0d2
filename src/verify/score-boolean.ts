/**
 * Scores a yes/no answer in English or Chinese. Words about compliance answer "is it compliant?": 合规 and `compliant`
 * are yes, 违规 and `violation` are no (Fin-Eva, Finova: 是 = compliant).
 *
 * 1. `boolean:word`: a yes/no word where an answer has one: at the start, after "answer is" or 答案, or as the whole text.
 * 2. `boolean:statement`: else statements, all of one side: "is not compliant", 没有违规.
 * Both where they contradict each other ("Yes, it violates") are unparseable. 是 as a copula, 否 in 是否, and "no" before a
 * noun ("no increase") answer nothing.
 */

import type { Outcome } from '../core/outcome.ts';
import type { Reference } from '../core/question.ts';
import { unbox } from './boxed.ts';
import { cleanCharacters } from './clean-text.ts';

export type BooleanReference = Extract<Reference, { kind: 'boolean' }>;

const POSITION =
  '(?:^[\\s"\'*(“]*|(?:answer|verdict|conclusion|judge?ment|result)(?:\\s+is)?\\s*[:=]?\\s*["\'*(“]*|(?:答案|结论|结果|判断|判定|输出|回答)(?:应?[是为]|[:：])?\\s*["\'*(“]*)';
const END =
  '(?=\\s*(?:$|[,.;:!?，。；：！？、)”"\'*\\n]|-|because|since|it\\b|they\\b|he\\b|she\\b|there\\b|this\\b|that\\b|the\\b|as\\b|因为|由于))';
const WORD = new RegExp(
  `${POSITION}(?:(yes|true|correct|right|对的?|正确|是的?|√|✓|✔|可以|能|安全)|(no|false|incorrect|wrong|nope|不是的?|不对|不正确|错误?|错的|否|×|✗|✘|不可以|不能|不安全))${END}`,
  'gi',
);
const WHOLE_LETTER = /^\s*(?:(t|y)|(f|n))[\s.]*$/i;
const AT_END = /\b(?:(?:is|so)\s+(?:(yes|true)|(no|false)))\s*[.!]?\s*$/i;

/** Echoes of the question, which state nothing: "是否合规". */
const ECHO =
  /(?<!答案|结论|结果|判断|判定|输出|回答)(?:是否|能否|可否|有无|有没有|是不是|合不合规|违不违规)[^，。；：？！,.;:?!\s]*|\bwhether\b[^,.;:?!]*/gi;
const STATEMENT = new RegExp(
  [
    "(?<negated>\\b(?:not|never|n[o']t|isn't|aren't|doesn't|don't|didn't|does not|no|without|free of|any|cannot|non|nothing)\\b[\\s-]+(?:(?:a|an|any|in|be|been|have|constitute|involve|fully|strictly|entirely|completely|considered|deemed|regarded as|seen as|to|there|is|evidence of|sign of|signs of)\\s+)*|(?:不|没有?|未|并?无|并?非|并不|不存在|不属于|不构成|不涉及|未发现|并?不是|没有发现|不能|不应|不宜|无法|难以)(?:任何|明显|构成|存在|属于|涉及|发现|包含|含有?|安全|完全|太|够|十分|认定|判定|认为|视为|算|被|该|此|其|行为|内容|输入|是)*)?",
    '(?:(?<yes>(?:fully |strictly )?compliant\\b|compl(?:y|ies|ied)\\b|in compliance|permitted|permissible|allowed\\b|lawful|合规|合法|属实|(?<=属于|是)金融(?:类|相关)?(?:的)?问题|符合[^，。；,.;]{0,12}?(?:规定|要求|法规|规则)|符合)',
    '|(?<no>noncompliant|non-compliant|incompliant|non-compliance|noncompliance|violat(?:e|es|ed|ing|ions?)\\b|breach(?:es|ed)?\\b|prohibited|forbidden|unlawful|illegal|impermissible|违规|违法|违反|不合规|不合法|不符合|禁止|非法))',
  ].join(''),
  'gi',
);

type Read = { value: boolean; rule: string } | { problem: string };

export function scoreBoolean(answer: string, reference: BooleanReference): Outcome {
  const read = readBoolean(answer);
  if ('problem' in read) return { verdict: 'unparseable', rule: 'boolean:none', reason: read.problem };
  const correct = read.value === reference.value;
  const name = (value: boolean): string => (value ? 'yes' : 'no');
  const reason = `the answer says ${name(read.value)}${correct ? '' : `, the reference ${name(reference.value)}`}`;
  return { verdict: correct ? 'correct' : 'wrong', rule: read.rule, reason };
}

/** Yes or no as an answer says it, or why it says neither. */
export function readBoolean(answer: string): Read {
  const text = cleanCharacters(unbox(answer))
    .replace(ECHO, ' ')
    .replace(/^[\s,.;:?，。；：？]+/, '')
    .trim();
  const letter = WHOLE_LETTER.exec(text);
  if (letter !== null) return { value: letter[1] !== undefined, rule: 'boolean:word' };
  const words = new Set([...text.matchAll(WORD)].map((match) => match[1] !== undefined));
  const last = AT_END.exec(text);
  if (last !== null) words.add(last[1] !== undefined);
  const statements = new Set([...text.matchAll(STATEMENT)].map(isYes));
  const all = new Set([...words, ...statements]);
  if (all.size === 0) return { problem: 'the answer says neither yes nor no' };
  if (all.size > 1) return { problem: 'the answer says both yes and no' };
  return { value: all.has(true), rule: words.size > 0 ? 'boolean:word' : 'boolean:statement' };
}

function isYes(match: RegExpExecArray): boolean {
  const says = match.groups?.['yes'] !== undefined;
  return match.groups?.['negated'] === undefined ? says : !says;
}
