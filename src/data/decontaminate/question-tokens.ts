/**
 * A question as tokens, in the order in which a prompt shows it: material (texts, tables), then ask (history, question, options).
 *
 * Material and ask are kept apart: on annual reports the ask is a template ("what is the percentage change in …") and the page makes
 * the question; in exams there is only the ask. Where the answer is a label and there is material, the question's text is the same
 * for every row ("Is this post bearish, …"): `ownTokens` leaves it out, so that two posts are not alike for being asked alike.
 */

import type { Question } from '../../core/question.ts';
import { mix, normalise, scanTokens } from './tokens.ts';

/** Tokens of pieces that follow each other; a piece is a text block, a table row, a turn, the question, or an option. */
export interface TokenSpan {
  codes: Uint32Array;
  /** Where each piece ends. */
  ends: readonly number[];
  /** What is read as one text, from and to: the material, history and question, and each option by itself. */
  runs: readonly (readonly [number, number])[];
}

export interface QuestionSpans {
  material: TokenSpan;
  ask: TokenSpan;
}

export interface QuestionTokens extends QuestionSpans {
  /** Equal for texts that are the same after normalisation, whatever the order of options; null where there is no token. */
  textKey: number | null;
}

interface Pieces {
  material: string[];
  stem: string[];
  options: string[];
}

function allPieces({ texts, tables, history, question, reference }: Question): Pieces {
  return {
    material: [
      ...texts.map((block) => block.text),
      ...tables.flatMap(({ caption, rows }) => [caption ?? '', ...rows.map((row) => row.join(' '))]),
    ],
    stem: [...history.flatMap((turn) => [turn.question, turn.answer]), question],
    options: reference?.kind === 'choice' ? Object.values(reference.options) : [],
  };
}

function ownPieces(question: Question): Pieces {
  const pieces = allPieces(question);
  const fixedAsk = question.reference?.kind === 'label' && pieces.material.length > 0;
  return fixedAsk ? { ...pieces, stem: [], options: [] } : pieces;
}

/** What is compared of a question, for people: its pieces, one a line. */
export function ownText(question: Question): string {
  const { material, stem, options } = ownPieces(question);
  return [...material, ...stem, ...options].filter((piece) => piece !== '').join('\n');
}

/** Tokens of `groups` of pieces, each group one run. */
function spanOf(groups: readonly (readonly string[])[]): TokenSpan {
  const codes: number[] = [];
  const ends: number[] = [];
  const runs: [number, number][] = [];
  for (const pieces of groups) {
    const start = codes.length;
    for (const piece of pieces) {
      scanTokens(normalise(piece), (code) => codes.push(code));
      ends.push(codes.length);
    }
    runs.push([start, codes.length]);
  }
  return { codes: new Uint32Array(codes), ends, runs };
}

function spansOf({ material, stem, options }: Pieces): QuestionSpans {
  return { material: spanOf([material]), ask: spanOf([stem, ...options.map((option) => [option])]) };
}

/** Two 32-bit polynomial hashes of tokens that follow each other. */
function sequenceHash(...parts: readonly Uint32Array[]): [number, number] {
  let low = 0;
  let high = 0;
  for (const part of parts) {
    for (const code of part) {
      low = (Math.imul(low, 0x9e3779b1) + code) | 0;
      high = (Math.imul(high, 0x85ebca77) + code) | 0;
    }
  }
  return [mix(low), mix(high)];
}

/** Of the options, in whatever order; null where there are none. */
export function optionsHash({ ask: { codes, runs } }: QuestionSpans): number | null {
  const options = runs.slice(1);
  if (options.length === 0) return null;
  return options.reduce((sum, [from, to]) => (sum + mix(sequenceHash(codes.subarray(from, to))[0])) >>> 0, 0);
}

/** 53 bits: the material and question as one sequence, plus the sum of the options. */
function textKeyOf({ material, ask }: QuestionSpans): number | null {
  if (material.codes.length + ask.codes.length === 0) return null;
  const [stem = new Uint32Array(), ...options] = ask.runs.map(([from, to]) => ask.codes.subarray(from, to));
  let [low, high] = sequenceHash(material.codes, stem);
  for (const option of options.map((codes) => sequenceHash(codes))) {
    low = (low + mix(option[0])) >>> 0;
    high = (high + mix(option[1])) >>> 0;
  }
  return (high & 0x1fffff) * 0x100000000 + low;
}

/** Everything, with the history as material: `what is asked` is then the last turn alone. */
export function wholeTokens(question: Question): QuestionSpans {
  const { material, options } = allPieces(question);
  const history = question.history.flatMap((turn) => [turn.question, turn.answer]);
  return spansOf({ material: [...material, ...history], stem: [question.question], options });
}

/** What tells the question from others of its data set. */
export function ownTokens(question: Question): QuestionTokens {
  const spans = spansOf(ownPieces(question));
  return { ...spans, textKey: textKeyOf(spans) };
}
