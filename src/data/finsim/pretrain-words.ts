/**
 * Pretraining text in words: glossary, headlines, rules. What the noisy teacher is weak at (negated and mixed
 * headlines, missing disclosures) appears as single facts at most, never as a worked example.
 */

import type { Random } from '../../core/random.ts';
import { renderMessages } from '../prompt.ts';
import { ant, drawEntries, letters } from './ant.ts';
import { exactArithmetic } from './arithmetic.ts';
import { companies } from './companies.ts';
import { rowNames } from './company-table.ts';
import { difficultyLevels, type Difficulty } from './difficulty.ts';
import { drawValues, restated } from './pretrain-tables.ts';
import { kindOf } from './families.ts';
import { compliance } from './compliance.ts';
import type { Family } from './family.ts';
import { glossary, statement } from './glossary.ts';
import { cues, labelOf, negations, tone } from './headlines.ts';
import { given, learnt, type Piece } from './pieces.ts';
import { concluded } from '../completion.ts';
import { tfns } from './tfns.ts';

/** Statements of the glossary, or a term asked for among four options. */
export function glossaryDocument(random: Random): Piece[] {
  if (random.chance(0.6)) return worked(random, ant, random.pick(['meaning', 'term']));
  return random.sample(glossary, 6).flatMap(({ term, meaning }) => {
    const { asks, follows } = random.chance(0.5) ? statement(term, meaning) : statement(meaning, term);
    return [given(asks), learnt(`${follows}\n`)];
  });
}

/**
 * Two to four options as reasoning lists them, then the letters of some: from a text to its letter. Half of the time a number stands in
 * the letter's place, which is found sooner. In a quarter of the documents the list is learnt too, from the options as questions
 * show them; more of that would drown the rest.
 */
export function optionsDocument(random: Random, difficulty: Difficulty): Piece[] {
  const named = random.pick(['term', 'meaning', 'row'] as const);
  const texts =
    named === 'row'
      ? random.sample(rowNames, letters.length)
      : drawEntries(random, 'train').map((entry) => entry[named]);
  const values = random.chance(0.5) ? drawValues(random, difficulty, letters.length) : letters;
  const options = letters
    .slice(0, random.int(2, letters.length))
    .map((letter, i) => ({ letter, text: texts[i] as string, value: String(values[i]) }));
  const list = options.map(({ letter, text, value }) => `${letter} ${text}=${value}\n`).join('');
  const facts = options.map(({ text, value }) => ({ asks: `found ${text}=`, value }));
  const shown = options.map(({ letter, text }) => `${letter} ${text}\n`).join('');
  const isListLearnt = values === letters && random.chance(0.5);
  return [...(isListLearnt ? [given(shown), learnt(list)] : [given(list)]), ...restated(random, facts, 4)];
}

/** A question of a training company with the reasoning that answers it. */
function worked(random: Random, family: Family, name: string): Piece[] {
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
  const { steps, answer } = kind.solve(question, exactArithmetic);
  return [given(`${shown}\n`), learnt(`${concluded(steps, answer)}\n`)];
}

function headlineFact(random: Random): Piece[] {
  const cue = random.pick(cues);
  const turn = random.pick(negations);
  const good = !turn.turnsBad || random.chance(0.5);
  const [subject, fact] = random.pick([
    [cue.base, ` is ${tone(cue.good)} news`],
    [cue.verb, ` is ${tone(cue.good)} news`],
    [`${turn.words} turns ${tone(good)}`, ` to ${tone(!good)}`],
    [`${tone(cue.good)} news`, ` is ${labelOf(cue.good)}`],
  ] as const);
  return [given(subject), learnt(`${fact}\n`)];
}

/** Headlines with one cue or none, explained, and facts about cues. */
export function headlineDocument(random: Random): Piece[] {
  const headlines = Array.from({ length: 2 }, () =>
    worked(random, tfns, random.pick(['plain', 'plain', 'neutral'])),
  );
  return [...headlines, ...Array.from({ length: 4 }, () => headlineFact(random))].flat();
}

/** Rules applied to cases. */
export function ruleDocument(random: Random): Piece[] {
  return Array.from({ length: 2 }, () =>
    worked(random, compliance, random.pick(['limit', 'wording', 'risk'])),
  ).flat();
}
