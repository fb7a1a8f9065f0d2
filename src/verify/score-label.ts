/**
 * Scores a label (`Bullish`, `neutral`, 积极) by the spellings that the reference accepts for each label of its task.
 * The whole answer, or else the only label that occurs in it, counts. Two different labels, or one that is negated
 * ("not bullish" may be neutral or bearish), are unparseable.
 */

import type { Outcome } from '../core/outcome.ts';
import type { Reference } from '../core/question.ts';
import { unbox } from './boxed.ts';
import { normaliseText } from './score-text.ts';

export type LabelReference = Extract<Reference, { kind: 'label' }>;

interface Spellings {
  byText: Map<string, string>;
  pattern: RegExp;
}

// References of one task share their `labels` object, so its pattern is compiled once.
const cache = new WeakMap<LabelReference['labels'], Spellings>();

const NEGATED =
  /(?:\b(?:not|no|non|never|neither|nor|without|isn't|aren't|wasn't|cannot|can't|hardly)[\s-]+(?:\w+\s+){0,2}|(?:不是?|非|并非|没有|无|未)[^，。,.\s]{0,2})$/i;

function spellingsOf(labels: LabelReference['labels']): Spellings {
  const known = cache.get(labels);
  if (known !== undefined) return known;
  const byText = new Map<string, string>();
  for (const [label, accepted] of Object.entries(labels)) {
    for (const spelling of [label, ...accepted]) byText.set(normaliseText(spelling), label);
  }
  const alternatives = [...byText.keys()]
    .filter((text) => text !== '')
    .sort((a, b) => b.length - a.length)
    .map((text) => {
      const escaped = text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      // Latin words and codes need a border; Chinese has none.
      const before = /^[\d%.]/.test(text) ? '(?<![\\w%.-])' : /^\w/.test(text) ? '(?<!\\w)' : '';
      return `${before}${escaped}${/\w$/.test(text) ? '(?![\\w%])(?!\\.\\d)' : ''}`;
    });
  const spellings = { byText, pattern: new RegExp(alternatives.join('|') || '(?!)', 'g') };
  cache.set(labels, spellings);
  return spellings;
}

export function scoreLabel(answer: string, reference: LabelReference): Outcome {
  const { byText, pattern } = spellingsOf(reference.labels);
  if (!Object.hasOwn(reference.labels, reference.label)) {
    const known = Object.keys(reference.labels).join(', ');
    return {
      verdict: 'unscorable',
      rule: 'reference',
      reason: `"${reference.label}" is not one of: ${known}`,
    };
  }
  const given = normaliseText(unbox(answer));
  const whole = byText.get(given);
  if (whole !== undefined) return decide(whole, 'label:exact', reference);
  const found = new Set<string>();
  for (const match of given.matchAll(pattern)) {
    if (NEGATED.test(given.slice(Math.max(0, match.index - 32), match.index))) {
      return { verdict: 'unparseable', rule: 'label:negated', reason: `"${match[0]}" is negated` };
    }
    const label = byText.get(match[0]);
    if (label !== undefined) found.add(label);
  }
  const [label, other] = found;
  if (label === undefined) {
    return { verdict: 'unparseable', rule: 'label:none', reason: 'the answer names none of the labels' };
  }
  if (other !== undefined) {
    return {
      verdict: 'unparseable',
      rule: 'label:several',
      reason: `the answer names ${[...found].join(' and ')}`,
    };
  }
  return decide(label, 'label:mention', reference);
}

function decide(label: string, rule: string, reference: LabelReference): Outcome {
  const correct = label === reference.label;
  const reason = `the answer says ${label}${correct ? '' : `, the reference ${reference.label}`}`;
  return { verdict: correct ? 'correct' : 'wrong', rule, reason };
}
