/**
 * The lexicon analyst: an offline teacher for posts (TFNS) that sums the valence of cue words and calls the sign the sentiment.
 *
 * He never sees the gold and is often wrong, which gives the answer check of the paper (§3.2) something to catch. His reasoning names
 * the cue words, their weight and every negation, so that a reader can see why he erred. Same text for every sample.
 */

import type { Question } from '../../core/question.ts';
import type { OfflineTeacher } from '../teacher.ts';
import { makeTrace, type Reasoned } from './make-trace.ts';
import { endings, negations, valenceByStem } from './valence-lexicon.ts';

const id = 'teacher:lexicon-analyst';
const NEGATION_REACH = 3;
const QUOTED_WORDS = 12;

interface Cue {
  words: string;
  valence: number;
  /** The negation that turned it, if any. */
  negation: string | null;
}

const forms = new Map<string, number>();
const phrases = new Map<string, number>();
for (const [stem, valence] of Object.entries(valenceByStem)) {
  if (/[ -]/.test(stem)) phrases.set(stem, valence);
  else for (const ending of endings) if (!forms.has(stem + ending)) forms.set(stem + ending, valence);
}

function wordsOf(text: string): string[] {
  const bare = text.replace(/https?:\/\/\S+/g, ' ').toLowerCase();
  return bare.match(/[$#@]?[a-z][a-z'’-]*/g) ?? [];
}

/** The cue words of a post in order; a phrase counts instead of its words. */
function findCues(text: string): Cue[] {
  const words = wordsOf(text);
  const cues: Cue[] = [];
  for (let at = 0; at < words.length; at++) {
    let length = 3;
    let valence: number | undefined;
    for (; length > 0; length--) {
      const span = words.slice(at, at + length).join(' ');
      valence = phrases.get(span) ?? (length === 1 ? forms.get(span) : undefined);
      if (valence !== undefined) break;
    }
    if (valence === undefined) continue;
    const negation =
      words.slice(Math.max(0, at - NEGATION_REACH), at).find((word) => negations.has(word)) ?? null;
    cues.push({
      words: words.slice(at, at + length).join(' '),
      valence: negation === null ? valence : -valence,
      negation,
    });
    at += length - 1;
  }
  return cues;
}

function analyse(text: string): Reasoned {
  const cues = findCues(text);
  const opening = text
    .replace(/https?:\/\/\S+/g, '')
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, QUOTED_WORDS)
    .join(' ');
  const steps = [`The post begins "${opening}".`];
  for (const { words, valence, negation } of cues) {
    const tone = valence > 0 ? 'bullish' : 'bearish';
    const turned = negation === null ? '' : `, turned by "${negation}"`;
    steps.push(`The cue "${words}" sounds ${tone}${turned}: ${valence > 0 ? '+' : ''}${valence}.`);
  }
  const total = cues.reduce((sum, cue) => sum + cue.valence, 0);
  if (cues.length === 0) steps.push('No word of it moves a share price in the lexicon.');
  if (cues.length > 1) {
    const terms = cues.map(({ valence }, i) => (i > 0 && valence < 0 ? `(${valence})` : String(valence)));
    steps.push(`Together: ${terms.join(' + ')} = ${total}`);
  }
  const answer = total > 0 ? 'bullish' : total < 0 ? 'bearish' : 'neutral';
  const sign = total > 0 ? 'above' : total < 0 ? 'below' : 'exactly';
  steps.push(`The total is ${sign} zero, so the post is ${answer}.`);
  return { steps, answer };
}

function isSentiment(question: Question): boolean {
  return question.category === 'sentiment' && question.texts.length > 0;
}

export const lexiconAnalyst: OfflineTeacher = {
  id,

  distil(question, sample, seed) {
    if (!isSentiment(question)) return null;
    return makeTrace(
      id,
      question,
      sample,
      seed,
      analyse(question.texts.map((block) => block.text).join(' ')),
    );
  },
};
