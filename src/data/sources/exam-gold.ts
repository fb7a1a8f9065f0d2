/** The gold of an exam question as data sets print it: `B`, `ABD`, `A,C`, `["A"]`, 是, 错误. */

import type { Reference } from '../../core/question.ts';

/** Why a row is left out, in words that are the same for all rows with the fault, and what was seen in this one. */
export interface NoGold {
  excluded: string;
  detail: string;
}

export const noGold = 'no gold in the release';

const LETTERS = /^[A-H](?:[\s,，、;；/]*[A-H])*$/;
const yes = new Set(['是', '对', '正确', '√', '对的']);
const no = new Set(['否', '错', '错误', '×', '不对', '不正确']);

/** The different letters of a gold, sorted; null where it is not made of letters alone. */
export function goldLetters(gold: string): string[] | null {
  const bare = gold
    .normalize('NFKC')
    .replace(/[\s.。]+$/, '')
    .trim()
    .toUpperCase();
  if (!LETTERS.test(bare)) return null;
  return [...new Set(bare.match(/[A-H]/g))].sort();
}

/** The options of a CSV row with a column a letter; columns without text are no options. */
export function optionCells(cells: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    [...'ABCDEFGH'].flatMap((letter) => {
      const text = cells[letter]?.trim() ?? '';
      return text === '' ? [] : [[letter, text]];
    }),
  );
}

/** Letters that all stand for an option. */
export function choiceGold(gold: string, options: Record<string, string>): Reference | NoGold {
  const letters = goldLetters(gold);
  if (letters?.every((letter) => letter in options)) return { kind: 'choice', letters, options };
  const detail = `${gold} of ${Object.keys(options).join(', ')}`;
  return { excluded: 'the gold is not among the options', detail };
}

/** 是 or 否, 正确 or 错误; null where the gold says neither. */
export function booleanGold(gold: string): Reference | null {
  const bare = gold.trim();
  if (yes.has(bare)) return { kind: 'boolean', value: true };
  return no.has(bare) ? { kind: 'boolean', value: false } : null;
}
