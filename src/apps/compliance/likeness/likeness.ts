/**
 * Whether a text is like texts that are known to break a rule: two linear models, of sentences and of whole texts, learnt from the examples
 * of the rules and from labelled near-miss pairs, and the rule whose breaches it is most like. It raises a suspicion and settles nothing:
 * it knows words, not meaning. Same texts, same order: same answers.
 */

import type { RuleLanguage } from '../rules/rule.ts';
import type { Span } from '../hardening/mapped-text.ts';
import { FEATURES, featuresOf } from './features.ts';
import { decisionOf, trainLinear, type Linear } from './linear-svm.ts';
import { sentencesOf, windowsOf } from './passages.ts';
import { add, dot, Weighing, type Vector } from './vectors.ts';

/** A text that breaks a rule in some words, or breaks none. */
export interface KnownText {
  text: string;
  /** Null: none is broken. */
  breach: { rule: string; quote: string } | null;
}

export interface Resemblance {
  /** Of its worst window: how far it lies on the side of breaches, in margins of the two models together. */
  score: number;
  /** The sentence that weighs most. */
  span: Span;
  /** The rule whose known breaches it is most like, and the nearest of them. */
  rule: string;
  nearest: string;
}

interface Sentence {
  span: Span;
  features: Int32Array;
}

interface Breach {
  rule: string;
  quote: string;
  ofQuote: Vector;
  ofText: Vector;
}

export class Likeness {
  readonly #language: RuleLanguage;
  readonly #weighing: Weighing;
  readonly #sentences: Linear;
  readonly #texts: Linear;
  readonly #breaches: Breach[];

  private constructor(
    language: RuleLanguage,
    weighing: Weighing,
    sentences: Linear,
    texts: Linear,
    breaches: Breach[],
  ) {
    this.#language = language;
    this.#weighing = weighing;
    this.#sentences = sentences;
    this.#texts = texts;
    this.#breaches = breaches;
  }

  /** Null where no breach, or nothing else, is known. */
  static learn(known: readonly KnownText[], language: RuleLanguage): Likeness | null {
    const texts = known.map(({ text, breach }) => ({ breach, text, parts: partsOf(text, language) }));
    const breaking = texts.flatMap(({ text, parts, breach }) =>
      breach === null ? [] : [{ text, parts, breach }],
    );
    if (breaking.length === 0 || breaking.length === texts.length) return null;
    const weighing = new Weighing(texts.flatMap(({ parts }) => parts.map(({ features }) => features)));
    const vectorOf = (parts: readonly Sentence[]): Vector =>
      weighing.vector(parts.map(({ features }) => features));
    const sentences = texts.flatMap(({ text, parts, breach }) => {
      const start = breach === null ? -1 : text.indexOf(breach.quote);
      const quote = { start, end: start + (breach?.quote.length ?? 0) };
      return parts.map((part) => ({
        vector: vectorOf([part]),
        isPositive: breach !== null && isMostly(part.span, quote),
      }));
    });
    return new Likeness(
      language,
      weighing,
      trainLinear(sentences),
      trainLinear(
        texts.map(({ parts, breach }) => ({ vector: vectorOf(parts), isPositive: breach !== null })),
      ),
      breaking.map(({ parts, breach: { rule, quote } }) => ({
        ...{ rule, quote, ofText: vectorOf(parts) },
        ofQuote: weighing.vector([featuresOf(quote, language)]),
      })),
    );
  }

  /** Null where it lies on no breaches' side by `least`, or has no sentence. */
  of(text: string, least: number): Resemblance | null {
    const parts = partsOf(text, this.#language);
    const alone = parts.map(({ features }) => decisionOf(this.#sentences, this.#weighing.vector([features])));
    const windows = windowsOf(parts.length).flatMap((window) => {
      const heaviest = window.reduce(
        (one, at) => ((alone[at] ?? 0) > (alone[one] ?? 0) ? at : one),
        window[0] ?? 0,
      );
      const part = parts[heaviest];
      if (part === undefined) return [];
      const vector = this.#weighing.vector(window.flatMap((at) => parts[at]?.features ?? []));
      return [{ score: decisionOf(this.#texts, vector) + (alone[heaviest] ?? 0), part, vector }];
    });
    const [worst] = windows.sort((one, other) => other.score - one.score);
    if (worst === undefined || worst.score < least) return null;
    const { score, part, vector } = worst;
    return { score, span: part.span, ...this.#nearest(part, vector) };
  }

  #nearest(part: Sentence, window: Vector): { rule: string; nearest: string } {
    const sentence = denseOf(this.#weighing.vector([part.features]));
    const text = denseOf(window);
    const alike = this.#breaches.map(({ rule, quote, ofQuote, ofText }) => ({
      ...{ rule, quote, ofQuote: dot(ofQuote, sentence), ofText: dot(ofText, text) },
    }));
    const rules = [...Map.groupBy(alike, ({ rule }) => rule)].map(([rule, all]) => ({
      rule,
      all,
      sum: sumOfMost(all.map(({ ofQuote }) => ofQuote)) + sumOfMost(all.map(({ ofText }) => ofText)),
    }));
    const best = rules.reduce((one, other) => (other.sum > one.sum ? other : one));
    const nearest = best.all.reduce((one, other) => (other.ofQuote > one.ofQuote ? other : one));
    return { rule: best.rule, nearest: nearest.quote };
  }
}

/** Known breaches of a rule that count for it: rules with many examples are not likelier for that. */
const MOST_ALIKE = 3;

function sumOfMost(values: readonly number[]): number {
  const most = values.toSorted((a, b) => b - a).slice(0, MOST_ALIKE);
  return most.reduce((sum, value) => sum + value, 0);
}

function partsOf(text: string, language: RuleLanguage): Sentence[] {
  return sentencesOf(text).map((span) => ({
    span,
    features: featuresOf(text.slice(span.start, span.end), language),
  }));
}

/** Half of the sentence or more lies in the quote, or the quote in the sentence. */
function isMostly(sentence: Span, quote: Span): boolean {
  const shared = Math.min(sentence.end, quote.end) - Math.max(sentence.start, quote.start);
  const smaller = Math.min(sentence.end - sentence.start, quote.end - quote.start);
  return shared > 0 && shared >= smaller / 2;
}

function denseOf(vector: Vector): Float32Array {
  const dense = new Float32Array(FEATURES);
  add(dense, vector, 1);
  return dense;
}
