/** What two runs differ in: settings, machine, scores and times. */

import { differingKeys } from '../../core/differing-keys.ts';
import type { Results } from '../../core/results.ts';
import { TOTAL } from '../../evaluate/index.ts';
import type { RunDetail, RunDiff } from '../shapes.ts';
import type { ComparedAnswers } from './compare-answers.ts';

/** The tests between a stage of each; none where answers cannot be paired. */
export type CompareStages = (a: string, b: string) => Promise<ComparedAnswers['tests']>;

export async function runDiff(a: RunDetail, b: RunDetail, compare: CompareStages): Promise<RunDiff> {
  const stages = new Set([...Object.keys(a.seconds), ...Object.keys(b.seconds)]);
  return {
    recipe: differences(a.recipe, b.recipe).filter(({ key }) => key !== 'name'),
    environment: differences(a.starts.at(-1)?.facts ?? {}, b.starts.at(-1)?.facts ?? {}),
    scores: await scoresOf(a, b, compare),
    seconds: [...stages].map((stage) => ({
      ...{ stage, a: a.seconds[stage] ?? null, b: b.seconds[stage] ?? null },
    })),
  };
}

function differences(a: object, b: object): RunDiff['recipe'] {
  const value = (text: string): unknown => (text === 'unset' ? null : JSON.parse(text));
  return differingKeys(a, b).map(({ key, before, after }) => ({ key, a: value(before), b: value(after) }));
}

async function scoresOf(a: RunDetail, b: RunDetail, compare: CompareStages): Promise<RunDiff['scores']> {
  const scores: RunDiff['scores'] = [];
  for (const [first, second] of pairedStages(a.results, b.results)) {
    const [own, other] = [a.results?.stages[first] ?? {}, b.results?.stages[second] ?? {}];
    const shared = Object.entries(own).flatMap(([benchmark, score]) => {
      const there = other[benchmark];
      return there === undefined ? [] : [{ benchmark, a: score, b: there }];
    });
    const tests = shared.length === 0 ? [] : await compare(first, second);
    for (const { benchmark, ...both } of shared) {
      const only = benchmark === TOTAL && tests.length === 1 ? tests[0] : undefined;
      const test = only ?? tests.find((one) => one.benchmark === benchmark);
      scores.push({
        stage: first === second ? first : `${first} → ${second}`,
        benchmark,
        ...both,
        test:
          test === undefined
            ? null
            : {
                ...{
                  a: `${a.name}@${first}`,
                  b: `${b.name}@${second}`,
                  n: test.n,
                  n01: test.onlyB,
                  n10: test.onlyA,
                },
                ...{ pValue: test.pValue, difference: test.difference, low: test.low, high: test.high },
              },
      });
    }
  }
  return scores;
}

/** Stages of the same name; the only ones of two evaluations, whatever their models are called. */
function pairedStages(a: Results | null, b: Results | null): [string, string][] {
  const [own, other] = [Object.keys(a?.stages ?? {}), Object.keys(b?.stages ?? {})];
  const [first, second] = [own[0], other[0]];
  if (own.length === 1 && other.length === 1 && first !== undefined && second !== undefined)
    return [[first, second]];
  return own.filter((stage) => other.includes(stage)).map((stage) => [stage, stage]);
}
