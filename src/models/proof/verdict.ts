/**
 * When an export counts as proven.
 *
 * - `exact`: the same weights must give the same tokens, every one.
 * - `near-ties`: float16 keeps 11 bits: on SmolLM2-135M it moved log probabilities by 0.0009 on average and 0.007 at most.
 *   Tokens must agree, but where the source itself was undecided: two tokens whose log probabilities are nearer than
 *   `NEAR_TIE`. Such a place is said, never hidden, and is no more than one in a hundred.
 * - `share`: bfloat16 and Q8_0 keep 8 bits, so that more than ties can turn; at least 95 % of tokens must agree.
 */

import type { Agreement, Difference } from './compare-answers.ts';

export type ProofRule = 'exact' | 'near-ties' | 'share';

/** Nats between two tokens of the source that rounding to float16 may turn round: each moves by up to 0.007, with some room. */
export const NEAR_TIE = 0.02;
const leastShare: Readonly<Record<ProofRule, number>> = { exact: 1, 'near-ties': 0.99, share: 0.95 };

/** How many of `tokens` may differ. */
export function mostDifferent(rule: ProofRule, tokens: number): number {
  // In a proof of less than a hundred tokens one may be.
  const share = Math.floor((1 - leastShare[rule]) * tokens + 1e-9);
  return rule === 'near-ties' ? Math.max(1, share) : share;
}

export function isNearTie({ margin }: Difference): boolean {
  return margin !== null && margin <= NEAR_TIE;
}

/** `prompt 3, token 17: " 12" became " 13", which the source held for less likely by 0.831`. */
export function differenceText({ prompt, token, source, exported, margin }: Difference): string {
  const place = `prompt ${prompt + 1}, token ${token + 1}: ${JSON.stringify(source)}`;
  if (exported === null || margin === null) return `${place} is missing, the answer ended before it`;
  return `${place} became ${JSON.stringify(exported)}, which the source held for less likely by ${margin.toPrecision(3)} (log probability)`;
}

/** What is wrong, in words; null when the rule is kept. */
export function agreementFault(agreement: Agreement, rule: ProofRule): string | null {
  const { differences, tokens, agreed } = agreement;
  const [first] = rule === 'near-ties' ? differences.filter((one) => !isNearTie(one)) : differences;
  if (rule !== 'share' && first !== undefined) return differenceText(first);
  if (differences.length <= mostDifferent(rule, tokens)) return null;
  const [shown] = differences;
  const least = (100 * leastShare[rule]).toFixed(0);
  return (
    `only ${((100 * agreed) / tokens).toFixed(1)} % of ${tokens} tokens agree, ${least} % are needed; ` +
    `first ${shown === undefined ? 'nowhere' : differenceText(shown)}`
  );
}
