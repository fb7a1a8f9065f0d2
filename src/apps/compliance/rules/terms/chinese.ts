/** Chinese phrases as regular expressions over normalised text, and the letters that a text must hold for them to stand in it. */

import type { Piece } from './parse-phrase.ts';
import { rarestAnchors } from './anchors.ts';
import type { Anchors } from './anchors.ts';
import { escaped } from './escaped.ts';

const gap = '[^。！？!?；;\\n]{0,12}?';
const number =
  '(?:(?:\\d{1,3}(?:,\\d{3}){1,5}|\\d{1,12})(?:\\.\\d{1,6})?(?: ?[十百千万亿]{1,2})?|[零一二两三四五六七八九十百千万亿几数]{1,8})';
const percentage = `(?:百分之${number}|${number}(?: ?[-~—到至] ?${number})? ?(?:%|个点|个百分点|成(?!立|为|交|本|长|功|员|分)))`;
const isHan = (letter: string) => /[\u3400-\u9fff]/.test(letter);
const isLatin = (letter: string) => /[a-z0-9]/i.test(letter);

export function chineseSource(pieces: readonly Piece[]): string {
  let source = '';
  let before = '';
  for (const piece of pieces) {
    if (piece.kind === 'letters') {
      const meet = (isHan(before) && isLatin(piece.text)) || (isLatin(before) && isHan(piece.text));
      source += (meet ? ' ?' : '') + escaped(piece.text);
      before = piece.text;
    } else {
      source += pieceSource(piece);
      before = '';
    }
  }
  return source;
}

function pieceSource(piece: Exclude<Piece, { kind: 'letters' }>): string {
  switch (piece.kind) {
    case 'blank':
      return ' ?';
    case 'gap':
      return gap;
    case 'word':
      return '[^。！？!?；;,、\\s]';
    case 'ending':
      return '[a-z]*';
    case 'number':
      return ` ?${number} ?`;
    case 'percentage':
      return ` ?${percentage}`;
    case 'choice':
      return `(?:${piece.options.map(chineseSource).join('|')})${piece.optional ? '?' : ''}`;
    case 'raw':
      return `(?:${piece.source})`;
    case 'list':
      throw new Error(`the list ${piece.name} was not looked up`);
  }
}

/** Sets of pairs of letters (or single ones); a text where the phrase stands holds one of each set. */
export function chineseAnchors(pieces: readonly Piece[]): ReadonlySet<string>[] {
  const each: Anchors[] = [];
  let run = '';
  const close = () => {
    each.push(...runAnchors(run));
    run = '';
  };
  for (const piece of pieces) {
    if (piece.kind === 'letters') {
      run += piece.text.toLowerCase();
      continue;
    }
    close();
    if (piece.kind === 'choice' && !piece.optional) {
      const options = piece.options.map((option) => rarestAnchors(chineseAnchors(option)));
      each.push(options.includes(null) ? null : new Set(options.flatMap((anchors) => [...(anchors ?? [])])));
    }
  }
  close();
  return each.filter((anchors) => anchors !== null);
}

function runAnchors(run: string): Anchors[] {
  const pairs = Array.from({ length: Math.max(0, run.length - 1) }, (_, i) => run.slice(i, i + 2));
  const sure = pairs.filter(([a = '', b = '']) => isHan(a) === isHan(b));
  return (sure.length > 0 ? sure : [...run]).map((anchor) => new Set([anchor]));
}

/** All letters of a text and all pairs of neighbours. */
export function chineseFeatures(text: string): Set<string> {
  const lower = text.toLowerCase();
  const found = new Set<string>(lower);
  for (let at = 0; at + 1 < lower.length; at++) found.add(lower.slice(at, at + 2));
  return found;
}
