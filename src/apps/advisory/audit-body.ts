/** What the audit log keeps of an advice: enough to prove later what was said on which input, without the client's answers. */

import { contentHash } from '../../core/ids.ts';
import type { Advice } from './plan/advice.ts';

/** Kind of the record. */
export const ADVICE = 'advice';
const HASH_DIGITS = 64;

export interface AdviceWho {
  name: string;
  key: string | null;
}

export function adviceBody(advice: Advice, who: AdviceWho): Record<string, unknown> {
  const { inputHash, isAdvised, risk, findings, plan, explanation, rulebooks, assumptions } = advice;
  return {
    ...{ who, inputHash, isAdvised, level: risk.level, rulebooks, seed: assumptions.seed },
    adviceHash: contentHash(advice, HASH_DIGITS),
    weights: plan?.weights ?? null,
    findings: findings.map(({ id, decision, product, rule }) => ({
      ...{ id, decision, product, rule: rule === null ? null : rule.id },
    })),
    explanation: explanation && {
      ...{ by: explanation.by, textHash: contentHash(explanation.text, HASH_DIGITS) },
      ...{ prompt: explanation.prompt, tries: explanation.tries, refused: explanation.refused },
    },
  };
}
