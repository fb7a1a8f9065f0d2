/**
 * Compliance checks, yes or no, half of each. The paper names compliance as a use of Fin-R1 but gives no benchmark;
 * Fin-Eva's compliance files (yes/no) are the model. Rules are written for this purpose, not quoted from law.
 */

import type { TextBlock } from '../../core/question.ts';
import { compare, type Relation } from './arithmetic.ts';
import { parse, type Draft, type Family, type Kind, type Solvable } from './family.ts';

function draftOf(rule: string, fact: string, question: string, value: boolean): Draft {
  const texts: TextBlock[] = [
    { id: 'rule', text: rule },
    { id: 'fact', text: fact },
  ];
  return { texts, question, reference: { kind: 'boolean', value } };
}

function textsOf(question: Solvable): [rule: string, fact: string] {
  return [question.texts[0]?.text ?? '', question.texts[1]?.text ?? ''];
}

function yesNo(value: boolean): string {
  return value ? 'yes' : 'no';
}

/** `at most 30% in one fund`, `at least 20% in cash`. */
const limits = [
  { bound: 'at most', place: 'one fund' },
  { bound: 'at least', place: 'cash' },
] as const;

/** `at most, more: broken`: whether a bound is kept by what is more or less than it. */
export function boundCheck(bound: string, relation: Relation): { kept: boolean; text: string } {
  const kept = (bound === 'at least') === (relation === 'more');
  return { kept, text: `${bound}, ${relation}: ${kept ? 'kept' : 'broken'}` };
}

const limit: Kind = {
  draft({ random, company, favourable }) {
    const { bound, place } = random.pick(limits);
    const allowed = random.pick([20, 30, 40, 50, 60, 70]);
    const above = (bound === 'at least') === favourable;
    const held = above ? random.int(allowed + 1, 99) : random.int(10, allowed - 1);
    return draftOf(
      `rule: ${bound} ${allowed}% in ${place}`,
      `${company} holds ${held}% in ${place}`,
      'allowed?',
      favourable,
    );
  },
  solve(question) {
    const [rule, fact] = textsOf(question);
    const [bound = '', allowed = ''] = parse(rule, /^rule: (at most|at least) (\d+)% in /);
    const [held = ''] = parse(fact, /holds (\d+)% in /);
    const compared = compare(Number(allowed), Number(held));
    const { kept, text } = boundCheck(bound, compared.relation);
    return {
      steps: [`rule is ${bound} ${allowed}%`, `held is ${held}%`, compared.text, text],
      answer: yesNo(kept),
    };
  },
};

/** Words of an advertisement, and whether they promise a gain. */
export const claims: readonly { words: string; promise: boolean }[] = [
  { words: 'guaranteed profit', promise: true },
  { words: 'guaranteed dividend', promise: true },
  { words: 'safe profit', promise: true },
  { words: 'no risk', promise: true },
  { words: 'no loss', promise: true },
  { words: 'price can not fall', promise: true },
  { words: 'profit not guaranteed', promise: false },
  { words: 'dividend not guaranteed', promise: false },
  { words: 'profit can fall', promise: false },
  { words: 'risk of loss', promise: false },
  { words: 'loss can come', promise: false },
  { words: 'price can fall', promise: false },
];

const wording: Kind = {
  draft({ random, company, favourable }) {
    const { words } = random.pick(claims.filter((claim) => claim.promise !== favourable));
    return draftOf('rule: no promise', `${company} ad: ${words}`, 'allowed?', favourable);
  },
  solve(question) {
    const [words = ''] = parse(textsOf(question)[1], / ad: (.+)$/);
    const promise = claims.find((claim) => claim.words === words)?.promise ?? false;
    return {
      steps: [
        `ad says ${words}`,
        promise ? 'that is a promise' : 'that is not a promise',
        `rule is ${promise ? 'broken' : 'kept'}`,
      ],
      answer: yesNo(!promise),
    };
  },
};

export const riskLevels = ['low', 'medium', 'high'] as const;

const risk: Kind = {
  draft({ random, company, favourable }) {
    const pairs = riskLevels.flatMap((client, i) =>
      riskLevels.map((fund, j) => ({ client, fund, fits: j <= i })),
    );
    const { client, fund } = random.pick(pairs.filter((pair) => pair.fits === favourable));
    return draftOf(`client risk=${client}`, `${company} fund risk=${fund}`, 'suitable?', favourable);
  },
  solve(question) {
    const [rule, fact] = textsOf(question);
    const [client = ''] = parse(rule, /risk=(\w+)$/);
    const [fund = ''] = parse(fact, /risk=(\w+)$/);
    const order = (level: string): number => riskLevels.findIndex((known) => known === level);
    const above = order(fund) > order(client);
    const relation = above ? 'is above' : order(fund) === order(client) ? 'is equal to' : 'is below';
    return {
      steps: [`client risk is ${client}`, `fund risk is ${fund}`, `${fund} ${relation} ${client}`],
      answer: yesNo(!above),
    };
  },
};

/** What a rule may ask an advertisement to state. */
export const disclosures = ['fees', 'risk', 'costs', 'tax'] as const;

const disclosure: Kind = {
  draft({ random, company, favourable }) {
    const [first = '', second = '', ...others] = random.shuffle(disclosures);
    const stated = favourable ? [first, second] : [random.pick([first, second]), random.pick(others)];
    const fact = `${company} ad states ${random.shuffle(stated).join(' and ')}`;
    return draftOf(`rule: state ${first} and ${second}`, fact, 'allowed?', favourable);
  },
  solve(question) {
    const [rule, fact] = textsOf(question);
    const needed = parse(rule, /^rule: state (\w+) and (\w+)$/);
    const stated = parse(fact, / ad states (\w+) and (\w+)$/);
    const found = needed.map((item) => ({ item, stated: stated.includes(item) }));
    const kept = found.every((entry) => entry.stated);
    return {
      steps: [
        ...found.map((entry) => `${entry.item} is ${entry.stated ? 'stated' : 'missing'}`),
        `rule is ${kept ? 'kept' : 'broken'}`,
      ],
      answer: yesNo(kept),
    };
  },
};

export const compliance: Family = {
  benchmark: 'finsim-compliance',
  kinds: { limit, wording, risk, disclosure },
  easyKinds: ['risk'],
};
