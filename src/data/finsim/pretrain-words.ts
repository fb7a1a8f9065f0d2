/**
 * Pretraining text in words: glossary, headlines, rules. What the noisy teacher is weak at (negated and mixed
 * headlines, missing disclosures) appears as single facts at most, never as a worked example.
 */

import type { Random } from '../../core/random.ts';
import { renderMessages } from '../prompt.ts';
import { drawEntries, letters } from './ant.ts';
import { exactArithmetic } from './arithmetic.ts';
import { companies } from './companies.ts';
import { difficultyLevels } from './difficulty.ts';
import { kindOf } from './families.ts';
import { compliance } from './compliance.ts';
import type { Family } from './family.ts';
import { glossary, statement } from './glossary.ts';
import { cues, labelOf, negations, tone } from './headlines.ts';
import { tfns } from './tfns.ts';

/** Statements of the glossary, or four options of which three are restated with their letters. */
export function glossaryDocument(random: Random): string {
  if (random.chance(0.4)) return random.sample(glossary, 8).map(statement).join('\n');
  const entries = drawEntries(random, 'train');
  const named = random.pick(['term', 'meaning'] as const);
  const options = entries.map((entry, i) => ({ entry, text: entry[named], letter: letters[i] as string }));
  return [
    ...options.map(({ letter, text }) => `${letter} ${text}`),
    ...random.sample(options, 3).flatMap(({ entry, letter, text }) => {
      const asked = named === 'term' ? entry.meaning : entry.term;
      return [`${asked} is ${text}`, `${text} is ${letter}`];
    }),
  ].join('\n');
}

/** A question of a training company with the reasoning that answers it, without the answer's tags. */
function worked(random: Random, family: Family, name: string): string {
  const kind = kindOf(family, name);
  const draft = kind.draft({
    random,
    split: 'train',
    company: random.pick(companies.train),
    difficulty: difficultyLevels[1],
    favourable: random.chance(0.5),
  });
  const question = { texts: [], tables: [], history: [], ...draft };
  const shown = renderMessages(question)[0]?.content ?? '';
  return [shown, ...kind.solve(question, exactArithmetic).steps].join('\n');
}

function headlineFact(random: Random): string {
  const cue = random.pick(cues);
  const turn = random.pick(negations);
  const good = !turn.turnsBad || random.chance(0.5);
  return random.pick([
    `${cue.base} is ${tone(cue.good)} news`,
    `${cue.verb} is ${tone(cue.good)} news`,
    `${turn.words} turns ${tone(good)} to ${tone(!good)}`,
    `${tone(cue.good)} news is ${labelOf(cue.good)}`,
  ]);
}

/** Headlines with one cue or none, explained, and facts about cues. */
export function headlineDocument(random: Random): string {
  const headlines = Array.from({ length: 2 }, () =>
    worked(random, tfns, random.pick(['plain', 'plain', 'neutral'])),
  );
  return [...headlines, ...Array.from({ length: 4 }, () => headlineFact(random))].join('\n');
}

/** Rules applied to cases. */
export function ruleDocument(random: Random): string {
  return Array.from({ length: 2 }, () =>
    worked(random, compliance, random.pick(['limit', 'wording', 'risk'])),
  ).join('\n');
}
