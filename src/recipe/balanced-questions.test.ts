import { expect, it } from 'vitest';
import type { Question } from '../core/question.ts';
import { finsimQuestions } from '../data/index.ts';
import { balancedQuestions } from './balanced-questions.ts';

const questions = (benchmark: 'finsim-tfns' | 'finsim-finqa'): Question[] => [
  ...finsimQuestions({ benchmark, split: 'train', count: 60, seed: 1, difficulty: undefined }),
];
const labelOf = ({ reference }: Question): string => (reference?.kind === 'label' ? reference.label : 'none');
const labels = (all: readonly Question[]): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(all, labelOf)].map(([label, { length }]) => [label, length]));

/** Posts of which most are neutral. */
function mostlyNeutral(): Question[] {
  const all = questions('finsim-tfns');
  return all.filter((question, i) => labelOf(question) === 'neutral' || i % 3 === 0);
}

it('keeps of each label as many as the rarest has, in order, by the seed', () => {
  const all = mostlyNeutral();
  const before = labels(all);
  const some = balancedQuestions(all, 1, 1);
  const fewest = Math.min(...Object.values(before));
  expect(new Set(Object.values(before)).size).toBeGreaterThan(1);
  expect(labels(some)).toEqual(Object.fromEntries(Object.keys(labels(some)).map((label) => [label, fewest])));
  expect(Object.keys(labels(some)).sort()).toEqual(Object.keys(before).sort());
  const places = some.map((question) => all.indexOf(question));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(balancedQuestions(all, 1, 1)).toEqual(some);
  expect(balancedQuestions(all, 1, 2)).not.toEqual(some);
});

it('draws shares together as far as it is told', () => {
  const all = mostlyNeutral();
  const before = labels(all);
  expect(balancedQuestions(all, 0, 1)).toEqual(all);
  const fewest = Math.min(...Object.values(before));
  const expected = Object.entries(before).map(([label, n]) => [label, Math.round(Math.sqrt(fewest * n))]);
  expect(labels(balancedQuestions(all, 0.5, 1))).toEqual(Object.fromEntries(expected));
});

it('leaves questions without labels, and balances each source by itself', () => {
  const numbers = questions('finsim-finqa').filter(({ reference }) => reference?.kind === 'number');
  const posts = mostlyNeutral();
  const others = posts.slice(0, 10).map((question) => ({ ...question, source: 'other' }));
  const all = balancedQuestions([...numbers, ...posts, ...others], 1, 1);
  expect(all.filter(({ source }) => source === numbers[0]?.source)).toEqual(numbers);
  const kept = all.filter(({ source }) => source === posts[0]?.source);
  expect(kept).toEqual(balancedQuestions(posts, 1, 1));
});
