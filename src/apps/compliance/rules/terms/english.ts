/** English phrases as regular expressions over normalised text, and the words that a text must hold for them to stand in it. */

import type { Piece } from './parse-phrase.ts';
import { rarestAnchors } from './anchors.ts';
import type { Anchors } from './anchors.ts';
import { escaped } from './escaped.ts';

const between = '[\\s"*_()-]{1,3}';
const gapBreak = '[ \\t,;:"()*_/–—-]+';
const gapWord = '(?:[^\\s,;:"()*_/–—.!?-]|[.,](?=\\d))+';
const gap = `${gapBreak}(?:${gapWord}${gapBreak}){0,6}?`;
const digits = '(?:\\d{1,3}(?:,\\d{3}){1,5}|\\d{1,12})(?:\\.\\d{1,6})?';
const ones =
  '(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|sixteen|eighteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred)';
const words = `(?:a\\s)?${ones}(?:[\\s-](?:${ones}|thousand|million|billion|grand)){0,3}`;
const number = `(?:[$€£]\\s?)?(?:${digits}(?:\\s?(?:k|mm?|mio|bn|thousand|million|billion|grand)(?![a-z]))?|${words})`;
const percentage = `${number}(?:\\s?(?:-|–|to)\\s?${number})?\\+?\\s?(?:%|percent|per\\scent|pct|bps|basis\\spoints)`;

export function englishSource(pieces: readonly Piece[]): string {
  const source = sequence(pieces);
  const first = pieces.find(({ kind }) => kind !== 'blank');
  const last = pieces.findLast(({ kind }) => kind !== 'blank');
  return `${isWordy(first) ? '(?<![a-z0-9])' : ''}${source}${isWordy(last) ? '(?![a-z0-9])' : ''}`;
}

function isWordy(piece: Piece | undefined): boolean {
  if (piece === undefined || piece.kind === 'raw' || piece.kind === 'percentage') return false;
  return piece.kind !== 'letters' || /[a-z0-9]/i.test(piece.text);
}

interface Unit {
  pieces: Piece[];
  afterGap: boolean;
}

/** What stands between blanks and gaps. */
function units(pieces: readonly Piece[]): Unit[] {
  const found: Unit[] = [];
  let open: Unit | undefined;
  let afterGap = false;
  for (const piece of pieces) {
    if (piece.kind === 'blank' || piece.kind === 'gap') {
      open = undefined;
      afterGap ||= piece.kind === 'gap';
      continue;
    }
    if (open === undefined) {
      open = { pieces: [], afterGap };
      found.push(open);
      afterGap = false;
    }
    open.pieces.push(piece);
  }
  return found;
}

function isOptional({ pieces }: Unit): boolean {
  const [only] = pieces;
  return pieces.length === 1 && only?.kind === 'choice' && only.optional;
}

/** Lists stand in many phrases, as the same pieces. */
const sources = new WeakMap<readonly Piece[], string>();

function sequence(pieces: readonly Piece[]): string {
  const known = sources.get(pieces);
  if (known !== undefined) return known;
  const source = sequenceSource(pieces);
  sources.set(pieces, source);
  return source;
}

function sequenceSource(pieces: readonly Piece[]): string {
  let source = '';
  let begun = false;
  for (const unit of units(pieces)) {
    const before = unit.afterGap ? gap : between;
    if (!isOptional(unit)) {
      source += (begun ? before : '') + unitSource(unit.pieces);
      begun = true;
      continue;
    }
    const choice = unit.pieces.map((piece) => pieceSource({ ...piece, optional: false } as Piece)).join('');
    if (begun) source += unit.afterGap ? `${gap}(?:${choice}${between})?` : `(?:${before}${choice})?`;
    else source += `(?:${choice}${between})?`;
    // After a gap its own break stands already before the next word.
    if (begun && unit.afterGap) begun = false;
  }
  return source;
}

function unitSource(pieces: readonly Piece[]): string {
  return written(pieces.map(pieceSource).join(''));
}

/** Contractions stand for the full words too: "don't" is also "do not", "we'll" also "we will". */
function written(source: string): string {
  return source
    .replace(/^can'\?t$/, "(?:can'?t|cannot|can\\snot)")
    .replace(/^won'\?t$/, "(?:won'?t|will\\snot)")
    .replace(/^([a-z]+)n'\?t$/, "$1(?:n'?t|\\snot)")
    .replace(/^([a-z]+)'\?ll$/, "$1(?:'?ll|\\swill)")
    .replace(/^([a-z]+)'\?re$/, "$1(?:'?re|\\sare)")
    .replace(/^([a-z]+)'\?ve$/, "$1(?:'?ve|\\shave)")
    .replace(/^i'\?m$/, "i(?:'?m|\\sam)");
}

function pieceSource(piece: Piece): string {
  switch (piece.kind) {
    case 'letters':
      return letterSource(piece.text);
    case 'ending':
      return "[a-z']*";
    case 'word':
      return gapWord;
    case 'number':
      return number;
    case 'percentage':
      return percentage;
    case 'choice':
      return `(?:${piece.options.map(sequence).join('|')})${piece.optional ? '?' : ''}`;
    case 'raw':
      return `(?:${piece.source})`;
    case 'blank':
    case 'gap':
    case 'list':
      throw new Error(`a ${piece.kind} is no part of a word`);
  }
}

function letterSource(letter: string): string {
  if (letter === '-') return '[\\s-]?';
  if (letter === "'") return "'?";
  return escaped(letter);
}

/** Sets of beginnings of words (`#` for any number); a text where the phrase stands holds one of each set. */
export function englishAnchors(pieces: readonly Piece[]): ReadonlySet<string>[] {
  const each = units(pieces).map((unit) => (isOptional(unit) ? null : unitAnchors(unit)));
  return each.filter((anchors) => anchors !== null);
}

const anchorsOf = new WeakMap<readonly Piece[], Anchors>();

function optionAnchors(option: readonly Piece[]): Anchors {
  const known = anchorsOf.get(option);
  if (known !== undefined) return known;
  const anchors = rarestAnchors(englishAnchors(option));
  anchorsOf.set(option, anchors);
  return anchors;
}

function unitAnchors({ pieces }: Unit): Anchors {
  const [first] = pieces;
  if (first?.kind === 'number' || first?.kind === 'percentage') return new Set(['#']);
  if (first?.kind === 'choice' && !first.optional) {
    const each = first.options.map(optionAnchors);
    return each.includes(null) ? null : new Set(each.flatMap((anchors) => [...(anchors ?? [])]));
  }
  let text = '';
  for (const piece of pieces) {
    if (piece.kind !== 'letters') break;
    text += piece.text;
  }
  if (/^won't$/i.test(text)) return new Set(['won', 'will']);
  text = text.replace(/n't$/i, '');
  const [word] = /^[a-z0-9]+/.exec(text.toLowerCase()) ?? [];
  return word === undefined ? null : new Set([word]);
}

/** All beginnings of a text's words, and `#` where it has a number. */
export function englishFeatures(text: string): Set<string> {
  const found = new Set<string>();
  const lower = text.toLowerCase();
  for (const [word] of lower.matchAll(/[a-z0-9]+/g)) {
    for (let length = 1; length <= word.length; length++) found.add(word.slice(0, length));
  }
  if (/\d/.test(lower) || new RegExp(`\\b${ones}\\b`).test(lower)) found.add('#');
  return found;
}
