/**
 * Scores a multiple choice answer: one letter or a set of them (`ABD`, `A,B,D`, `A;C`, `A和C`), all of which must match.
 * Read in this order, each rule named in the outcome:
 *
 * 1. `choice:option-text`: the answer is the whole text of one option.
 * 2. `choice:letter`: the whole answer is letters, bare or bracketed: `C`, `(c)`, `ABD`, `选项 C`.
 * 3. `choice:marked`: letters right after "answer is", "option", 答案, 选; two such places that differ are unparseable.
 * 4. `choice:leading`: a letter with `.`, `)`, `:` or 、 in front of text, one a line: `C. Bonds`.
 * 5. `choice:option-text`: the number of exactly one option, or text that contains exactly one.
 *
 * A letter inside prose is never read: "A decline in revenue" does not choose A.
 */

import type { Outcome } from '../core/outcome.ts';
import type { Reference } from '../core/question.ts';
import { unbox } from './boxed.ts';
import { cleanText } from './clean-text.ts';
import { readNumbers } from './number.ts';
import { normaliseText } from './score-text.ts';

export type ChoiceReference = Extract<Reference, { kind: 'choice' }>;

const SET = '[A-J](?:(?:[\\s,;、/&+]|and\\b|和|与|及)*[A-J])*';
const WHOLE = new RegExp(
  `^(?:(?:options?|choices?|answers?|选项|答案|选择?)[\\s:]*)?[\\s("'\\[*]*(${SET}|[a-j])[\\s)"'\\]*.。,、;!]*(?:项|选项)?[.。]?$`,
  'i',
);
const MARKED = new RegExp(
  `(?:\\b(?:answers?|options?|choices?|choose|select)\\b(?:\\s+(?:is|are|would be|should be|must be|option|choice))*|答案应?该?|应?选择?项?|正确的?是)[\\s:是为=】]*["'(\\[*]*(${SET}|[a-j])(?![A-Za-z'])`,
  'gi',
);
const LEADING = /(?:^|\n)[^\S\n]*[*("']*([A-J])[)\]*"']*\s*[.):、,]\s*(?=\S|$)/g;

const CORNERS = /[【】「」]/g;

type Read = { letters: string; rule: string } | { problem: string };

/** The different letters of a text, sorted: `c, A` gives `AC`. */
function lettersOf(text: string): string {
  const upper = text.replace(/and|or/gi, ' ').toUpperCase();
  return [...new Set(upper.match(/[A-J]/g) ?? [])].sort().join('');
}

export function scoreChoice(answer: string, reference: ChoiceReference): Outcome {
  const printed = reference.letters.join(',');
  const gold = /^[A-J\s,;、/]+$/i.test(printed) ? lettersOf(printed) : '';
  const known = Object.keys(reference.options);
  if (gold === '' || (known.length > 0 && [...gold].some((letter) => !known.includes(letter)))) {
    const reason = `the reference "${printed}" is not among the options ${known.join(', ')}`;
    return { verdict: 'unscorable', rule: 'reference', reason };
  }
  const read = readChoice(cleanText(unbox(answer)).text.replace(CORNERS, ' ').trim(), reference.options);
  if ('problem' in read) return { verdict: 'unparseable', rule: 'choice:none', reason: read.problem };
  const correct = read.letters === gold;
  const reason = `the answer chooses ${read.letters}${correct ? '' : `, the reference ${gold}`}`;
  return { verdict: correct ? 'correct' : 'wrong', rule: read.rule, reason };
}

function readChoice(text: string, options: ChoiceReference['options']): Read {
  const given = text.length > 1 ? normaliseText(text) : '';
  const exact = given.length > 1 ? optionsWith(options, (option) => option === given) : [];
  if (exact.length === 1 && exact[0] !== undefined) return { letters: exact[0], rule: 'choice:option-text' };

  const whole = WHOLE.exec(text);
  if (whole?.[1] !== undefined) return { letters: lettersOf(whole[1]), rule: 'choice:letter' };

  const marked = new Set([...text.matchAll(MARKED)].map((match) => lettersOf(match[1] ?? '')));
  if (marked.size > 1) return { problem: `the answer chooses ${[...marked].join(' and ')}` };
  for (const letters of marked) return { letters, rule: 'choice:marked' };

  const leading = lettersOf([...text.matchAll(LEADING)].map((match) => match[1]).join(''));
  if (leading !== '') return readLeading(text, leading, options);
  return readOptionText(text, options);
}

/** A leading letter counts unless the text behind it is another option's. */
function readLeading(text: string, letters: string, options: ChoiceReference['options']): Read {
  const rest = normaliseText(text.replace(LEADING, '\n'));
  const [named] = letters.length === 1 ? optionsWith(options, (option) => option === rest) : [];
  if (named !== undefined && named !== letters && normaliseText(options[letters] ?? '') !== rest) {
    return { problem: `the answer gives the letter ${letters} with the text of option ${named}` };
  }
  return { letters, rule: 'choice:leading' };
}

function readOptionText(text: string, options: ChoiceReference['options']): Read {
  const rule = 'choice:option-text';
  const given = normaliseText(text);
  const numbers = readNumbers(text);
  if (numbers.length === 1) {
    const same = Object.entries(options).filter(([, option]) => {
      const of = readNumbers(option);
      return of.length === 1 && of[0]?.value === numbers[0]?.value && of[0]?.unit === numbers[0]?.unit;
    });
    if (same.length === 1 && same[0] !== undefined && numbers[0]?.raw === text)
      return { letters: same[0][0], rule };
  }
  const contained = optionsWith(options, (option) => option.length >= 2 && given.includes(option));
  // An option that is part of another one that is also there was not named itself.
  const named = contained.filter(
    (letter) =>
      !contained.some(
        (other) =>
          other !== letter &&
          normaliseText(options[other] ?? '').includes(normaliseText(options[letter] ?? '')),
      ),
  );
  if (named.length === 1 && named[0] !== undefined) return { letters: named[0], rule };
  return named.length === 0
    ? { problem: 'the answer names no option' }
    : { problem: `the answer contains the text of options ${named.join(', ')}` };
}

function optionsWith(options: ChoiceReference['options'], test: (option: string) => boolean): string[] {
  return Object.keys(options).filter((letter) => test(normaliseText(options[letter] ?? '')));
}
