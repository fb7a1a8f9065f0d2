/** Ways to write bad reasoning for an answer; each breaks one of the criteria of the reasoning check. */

import type { Random } from '../../core/random.ts';
import type { Solution } from './solution.ts';

const chatter = ['the sky is blue', 'my cat sleeps a lot', 'it may rain soon', 'tea is nice'];

type Spoiler = (solution: Solution, random: Random) => string[];

const tooFewSteps: Spoiler = ({ steps }) => steps.slice(-1);

const repeatedSteps: Spoiler = ({ steps }) => steps.flatMap((step) => [step, step, step]);

const contradiction: Spoiler = ({ steps, answer }) => [...steps, `the answer is not ${answer}`];

const offDomain: Spoiler = (_solution, random) => random.sample(chatter, 3);

/** `63-48=` and `15`. */
const claimResult = /^(-?\d+[-+/]-?\d+=)(-?\d+)/;

/** Ends right although its last claim is wrong; without a claim, contradicts itself. */
const wrongClaim: Spoiler = (solution, random) => {
  const last = solution.steps.findLastIndex((step) => claimResult.test(step));
  if (last < 0) return contradiction(solution, random);
  return solution.steps.map((step, i) =>
    i === last
      ? step.replace(
          claimResult,
          (_match, sides: string, value: string) => `${sides}${Number(value) + random.int(1, 9)}`,
        )
      : step,
  );
};

const spoilers: readonly Spoiler[] = [tooFewSteps, repeatedSteps, contradiction, offDomain, wrongClaim];

/** The same answer with reasoning that should not pass the reasoning check. */
export function spoil(solution: Solution, random: Random): Solution {
  return { ...solution, steps: random.pick(spoilers)(solution, random) };
}
