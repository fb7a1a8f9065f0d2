/** A rule's tests over a text: which hit, and on what words. */

import { affirmingEn } from './asserted-en.ts';
import { turnedRoundZh } from './asserted-zh.ts';
import { assertion } from './asserted.ts';
import type { Standing } from './asserted.ts';
import type { PreparedText } from './prepared-text.ts';
import type { Rule, RuleLanguage, RuleTest } from './rule.ts';
import { partOf, partsOf } from './segments.ts';
import type { Scope } from './segments.ts';
import type { Span, Term } from './terms/term.ts';

export interface Hit {
  /** Id of the test. */
  test: string;
  decision: 'breach' | 'review';
  /** The evidence: what the phrases cover, as far as it stands in the sentence of the first one. Offsets in the prepared text. */
  start: number;
  end: number;
  reason: string;
  suggestion: string | null;
}

/** All hits of a rule's tests, breaches first, then in order of the text. Pure: the same text and rule give the same hits. */
export function runTests(rule: Rule, prepared: PreparedText): Hit[] {
  const hits = rule.tests.flatMap((test) =>
    evidence(test, rule.language, prepared).map(({ start, end, doubtful }): Hit => ({
      test: test.id,
      decision: doubtful ? 'review' : test.decision,
      start,
      end,
      reason: test.reason,
      suggestion: test.suggestion,
    })),
  );
  const rank = ({ decision }: Hit) => (decision === 'breach' ? 0 : 1);
  return hits.sort((a, b) => rank(a) - rank(b) || a.start - b.start);
}

/** Where the rule's topic is touched; null where it is not. A rule without `applies` is touched where a test hits. */
export function appliesTo(rule: Rule, prepared: PreparedText): Span | null {
  for (const term of rule.applies) {
    const [first] = prepared.find(term, rule.language);
    if (first !== undefined) return first;
  }
  if (rule.applies.length > 0) return null;
  const [hit] = runTests(rule, prepared);
  return hit === undefined ? null : { start: hit.start, end: hit.end };
}

/** `doubtful`: it hits only with words that may be denied where they stand, so that a person should decide. */
interface Evidence extends Span {
  doubtful: boolean;
}

/** A span for each part of the text (clause, sentence, …) where the test hits. */
function evidence(test: RuleTest, language: RuleLanguage, prepared: PreparedText): Evidence[] {
  const all: Found[] = [];
  for (const term of test.all) {
    const found = byPart(term, test.within, language, prepared);
    if (found.size === 0) return [];
    all.push(found);
  }
  const any = test.any.map((term) => byPart(term, test.within, language, prepared));
  const parts = new Set(all.length > 0 ? all[0]?.keys() : any.flatMap((found) => [...found.keys()]));
  const hits = [...parts].flatMap((part) => {
    const needed = all.map((found) => found.get(part) ?? []);
    const choice = any.flatMap((found) => found.get(part) ?? []);
    if (needed.some(({ length }) => length === 0) || (any.length > 0 && choice.length === 0)) return [];
    const groups = any.length > 0 ? [...needed, choice] : needed;
    const { asserted, possible } = test.asserted
      ? assertedSpans(groups, language, prepared.text)
      : { asserted: groups, possible: groups };
    if (possible.some(({ length }) => length === 0)) return [];
    const doubtful = asserted.some(({ length }) => length === 0);
    const span = evidenceSpan(doubtful ? possible : asserted, prepared);
    return isMeant(test, language, prepared, span) ? [{ ...span, doubtful }] : [];
  });
  return test.within === 'passage' ? once(hits) : hits;
}

/** Passages overlap, so that the same words may be found twice; what is asserted in one of them is not doubtful. */
function once(hits: readonly Evidence[]): Evidence[] {
  const known = new Map<string, Evidence>();
  for (const hit of hits) {
    const place = `${hit.start}-${hit.end}`;
    if (known.get(place)?.doubtful !== false) known.set(place, hit);
  }
  return [...known.values()];
}

/** Spans by the part of the text that they stand in. */
type Found = Map<number, Span[]>;

function byPart(term: Term, scope: Scope, language: RuleLanguage, prepared: PreparedText): Found {
  const found: Found = new Map();
  for (const span of prepared.find(term, language)) {
    for (const part of partsOf(scope, prepared.ends(scope), span.start, span.end)) {
      const spans = found.get(part);
      if (spans === undefined) found.set(part, [span]);
      else spans.push(span);
    }
  }
  return found;
}

/**
 * What is left of each term's spans when those that are denied are taken away (`possible`), and the doubtful ones too (`asserted`). The words that the terms themselves cover are blanked
 * out before: the "never" of a term "never told" denies nothing else. Only the lines that hold the spans are looked at, and the answer to a question.
 */
function assertedSpans(
  groups: Span[][],
  language: RuleLanguage,
  text: string,
): { asserted: Span[][]; possible: Span[][] } {
  const spans = groups.flat();
  const first = Math.min(...spans.map(({ start }) => start));
  const last = Math.max(...spans.map(({ end }) => end));
  const from = text.lastIndexOf('\n', first - 1) + 1;
  const to = linesEnd(text, last);
  const shifted = spans.map(({ start, end }) => ({ start: start - from, end: end - from }));
  const written = text.slice(from, to);
  const standing = assertion(blanked(written, shifted, language), language, written);
  const judged = groups.map((group) =>
    group
      .filter(({ start, end }) => !(language === 'zh' && turnedRoundZh(text.slice(start, end))))
      .map((span) => ({ span, as: standing(span.start - from, span.end - from) })),
  );
  const kept = (left: (as: Standing) => boolean) =>
    judged.map((group) => group.filter(({ as }) => left(as)).map(({ span }) => span));
  return { asserted: kept((as) => as === 'asserted'), possible: kept((as) => as !== 'denied') };
}

/** Where the line ends that holds `at`; after a question, that of its answer. */
function linesEnd(text: string, at: number): number {
  const endOf = (start: number): number => {
    const end = text.indexOf('\n', start);
    return end < 0 ? text.length : end;
  };
  const end = endOf(at);
  return /[？?]/.test(text[end - 1] ?? '') ? endOf(end + 1) : end;
}

/** In Chinese the commas stay: what a denial reaches ends at them. */
function blanked(text: string, spans: readonly Span[], language: RuleLanguage): string {
  const covered = language === 'zh' ? /[^，；：,;:]/g : /[^]/g;
  let masked = '';
  let at = 0;
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    if (end <= at) continue;
    const from = Math.max(at, start);
    masked += text.slice(at, from) + text.slice(from, end).replace(covered, '_');
    at = end;
  }
  return masked + text.slice(at);
}

/** From the first term's first span over the nearest of each other term, as far as they stand in the same sentence. */
function evidenceSpan(groups: readonly Span[][], prepared: PreparedText): Span {
  const [[first] = []] = groups;
  if (first === undefined) throw new Error('a hit without a span');
  const sentences = prepared.ends('sentence');
  const sentence = partOf(sentences, first.start, first.end);
  let { start, end } = first;
  for (const spans of groups.slice(1)) {
    const distance = (span: Span) => Math.abs(span.start - first.start);
    const near = spans
      .filter((span) => partOf(sentences, span.start, span.end) === sentence)
      .reduce<Span | undefined>(
        (best, span) => (best && distance(best) <= distance(span) ? best : span),
        undefined,
      );
    if (near === undefined) continue;
    start = Math.min(start, near.start);
    end = Math.max(end, near.end);
  }
  return { start, end };
}

/** Whether what has to stand around the evidence does, and what may not does not. */
function isMeant(test: RuleTest, language: RuleLanguage, prepared: PreparedText, span: Span): boolean {
  const standsBy = (
    terms: readonly Term[],
    scope: Scope,
    isMeantSo: (word: Span) => boolean = () => true,
  ): boolean => {
    const ends = prepared.ends(scope);
    const parts = partsOf(scope, ends, span.start, span.start);
    return terms.some((term) =>
      prepared
        .find(term, language)
        .some(
          (word) =>
            partsOf(scope, ends, word.start, word.end).some((part) => parts.includes(part)) &&
            isMeantSo(word),
        ),
    );
  };
  if (test.with.length > 0 && !standsBy(test.with, test.withWithin)) return false;
  if (language === 'zh' || test.without.length === 0) return !standsBy(test.without, test.withoutWithin);
  const turned = affirmingEn(prepared.text);
  const excuses = ({ start, end }: Span) => !turned.some((no) => no.start < end && start < no.end);
  return !standsBy(test.without, test.withoutWithin, excuses);
}
