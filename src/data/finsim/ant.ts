/**
 * Mirror of Ant_Finance (Fin-Eva): knowledge, four options. The knowledge comes from the pretraining glossary, so the
 * splits share the terms; what they do not share is any set of options. Clusters are split and term.
 */

import { InputError } from '../../core/errors.ts';
import { contentHash } from '../../core/ids.ts';
import type { Split } from '../../core/question.ts';
import type { Random } from '../../core/random.ts';
import { parse, type Family, type Kind, type Solvable } from './family.ts';
import { glossary, statement, type Entry } from './glossary.ts';

export const letters = ['A', 'B', 'C', 'D'] as const;

/** 10/16 train, 2/16 dev, 4/16 test, by the set of terms among the options. */
function splitOfEntries(entries: readonly Entry[]): Split {
  const share = parseInt(contentHash(entries.map((entry) => entry.term).sort(), 1), 16);
  return share < 10 ? 'train' : share < 12 ? 'dev' : 'test';
}

/** Four entries whose combination belongs to `split`; their meanings end in different words, which tell them apart. */
export function drawEntries(random: Random, split: Split): Entry[] {
  for (;;) {
    const entries = random.sample(glossary, letters.length);
    const endings = new Set(entries.map(({ meaning }) => meaning.split(' ').at(-1)));
    if (endings.size === letters.length && splitOfEntries(entries) === split) return entries;
  }
}

function optionsOf(question: Solvable): Record<string, string> {
  if (question.reference?.kind === 'choice') return question.reference.options;
  throw new InputError(`FinSim: "${question.question}" has no options`, {
    hint: 'Solve only questions that finsimQuestions made.',
  });
}

/** `asked` is what the question names, `wanted` what the options name. */
function quiz(
  asked: keyof Entry,
  wanted: keyof Entry,
  ask: (subject: string) => string,
  pattern: RegExp,
): Kind {
  return {
    draft({ random, split }) {
      const entries = drawEntries(random, split);
      const answer = random.int(0, letters.length - 1);
      const entry = entries[answer] as Entry;
      return {
        question: ask(entry[asked]),
        reference: {
          kind: 'choice',
          letters: [letters[answer] as string],
          options: Object.fromEntries(letters.map((letter, i) => [letter, (entries[i] as Entry)[wanted]])),
        },
        cluster: `${split}/${entry.term}`,
      };
    },
    solve(question) {
      const [subject = ''] = parse(question.question, pattern);
      const known = glossary.find((entry) => entry[asked] === subject)?.[wanted];
      const options = Object.entries(optionsOf(question));
      // Without the knowledge, or without the option, the first option is as good a guess as any.
      const [letter, text] =
        options.find(([, option]) => option === known) ?? (options[0] as [string, string]);
      // Each option between two copies of its letter: from the letter to the text, and from the text to the letter.
      const listed = options.map(([name, option]) => `${name} ${option}=${name}`);
      const { asks, follows } = statement(subject, text);
      return {
        steps: [`${asks}${follows}`, ...listed, `found ${text}=${letter}`],
        answer: letter,
      };
    },
  };
}

export const ant: Family = {
  benchmark: 'finsim-ant',
  kinds: {
    meaning: quiz('term', 'meaning', (term) => `what is ${term}?`, /^what is (.+)\?$/),
    term: quiz('meaning', 'term', (meaning) => `which term: ${meaning}?`, /^which term: (.+)\?$/),
  },
  easyKinds: ['meaning'],
};
