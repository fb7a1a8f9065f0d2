/**
 * Mirror of TFNS: is a headline bullish, bearish or neutral? Four kinds: one cue; a cue turned round by a negation;
 * two cues of which the one after "but" decides; no cue.
 */

import { InputError } from '../../core/errors.ts';
import type { Reference } from '../../core/question.ts';
import type { Random } from '../../core/random.ts';
import type { DraftContext, Draft, Family, Kind, Solvable } from './family.ts';
import { parse } from './family.ts';
import { cues, findCue, labelOf, negations, neutralEvents, tails, tone } from './headlines.ts';
import type { Solution } from './solution.ts';

const labels = {
  bullish: ['bullish', 'positive'],
  bearish: ['bearish', 'negative'],
  neutral: ['neutral'],
};

function draftOf({ random, company }: DraftContext, event: string, label: keyof typeof labels): Draft {
  const reference: Reference = { kind: 'label', label, labels };
  return {
    texts: [{ id: 'headline', text: `${company} ${event}${random.pick(tails)}` }],
    question: 'sentiment?',
    reference,
  };
}

/** What the headline says, without the company and the tail. */
export function eventOf(question: Solvable): string {
  const [event = ''] = parse(question.texts[0]?.text ?? '', /^\w+ (.+)$/);
  const tail = tails.find((words) => words !== '' && event.endsWith(words)) ?? '';
  return event.slice(0, event.length - tail.length);
}

/** `beats forecast`, of the wanted tone. */
export function drawEvent(random: Random, good: boolean): string {
  const cue = random.pick(cues.filter((candidate) => candidate.good === good));
  return `${cue.verb} ${random.pick(cue.objects)}`;
}

function drawNegatedEvent(random: Random, good: boolean): string {
  const cue = random.pick(cues.filter((candidate) => candidate.good !== good));
  const fitting = negations.filter((negation) => (cue.good ? negation.turnsGood : negation.turnsBad));
  return `${random.pick(fitting).words} ${cue.base} ${random.pick(cue.objects)}`;
}

/** Reads any headline, whatever its kind: the cue, what turns it, what outweighs it. */
function solve(question: Solvable): Solution {
  const event = eventOf(question);
  const [first = '', second] = event.split(' but ');
  const found = findCue(first.split(' '));
  if (found === undefined) {
    return {
      steps: [`headline says ${event}`, 'no good or bad news', 'no news is neutral'],
      answer: 'neutral',
    };
  }
  const firstStep = `${found.word} is ${tone(found.cue.good)} news`;
  const conclude = (good: boolean): string => `${tone(good)} news is ${labelOf(good)}`;
  const negation = negations.find(({ words }) => first.startsWith(`${words} `));
  if (negation !== undefined) {
    const good = !found.cue.good;
    return {
      steps: [
        `headline says ${event}`,
        firstStep,
        `${negation.words} turns ${tone(!good)} to ${tone(good)}`,
        conclude(good),
      ],
      answer: labelOf(good),
    };
  }
  if (second === undefined) {
    return {
      steps: [`headline says ${event}`, firstStep, conclude(found.cue.good)],
      answer: labelOf(found.cue.good),
    };
  }
  const decisive = findCue(second.split(' '));
  if (decisive === undefined) {
    throw new InputError(`FinSim: the headline "${event}" has no cue after "but"`, {
      hint: 'Solve only questions that finsimQuestions made.',
    });
  }
  const { good } = decisive.cue;
  return {
    steps: [firstStep, `but then ${second}`, `${decisive.word} is ${tone(good)} news`, conclude(good)],
    answer: labelOf(good),
  };
}

const plain: Kind = {
  draft: (context) =>
    draftOf(context, drawEvent(context.random, context.favourable), labelOf(context.favourable)),
  solve,
};

const negated: Kind = {
  draft: (context) =>
    draftOf(context, drawNegatedEvent(context.random, context.favourable), labelOf(context.favourable)),
  solve,
};

const mixed: Kind = {
  draft(context) {
    const { random, favourable } = context;
    const event = `${drawEvent(random, !favourable)} but ${drawEvent(random, favourable)}`;
    return draftOf(context, event, labelOf(favourable));
  },
  solve,
};

const neutral: Kind = {
  draft: (context) => draftOf(context, context.random.pick(neutralEvents), 'neutral'),
  solve,
};

export const tfns: Family = {
  benchmark: 'finsim-tfns',
  kinds: { plain, negated, mixed, neutral },
  easyKinds: ['plain', 'neutral'],
};
