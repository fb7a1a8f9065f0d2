/** What the gate says: what is refused or needs a word of caution, with the rule, the answer and the number that triggered it. */

import type { RuleFacts } from '../../compliance/rules/rule.ts';
import type { Wording } from '../wording.ts';

export const findingIds = [
  ...['unsettled', 'jurisdiction', 'minor', 'reserve-missing', 'debt-first', 'vulnerable', 'short-horizon'],
  ...['answers-doubtful', 'risk-class', 'knowledge', 'minimum-horizon', 'leverage', 'client-class'],
  ...['not-offered-here', 'esg', 'excluded-by-client', 'locked-in', 'cost', 'complex-for-vulnerable'],
  ...['other-currency', 'unknown-product', 'concentration', 'volatility', 'loss', 'currency-share'],
  ...['prices-unusable', 'prices-old', 'prices-jump', 'prices-hole', 'prices-stale', 'prices-apart'],
  ...['prices-smooth', 'same-index', 'calmer-reaches'],
  ...['class-understated'],
  ...['goal-soon', 'goal-unlikely', 'kind-share'],
  ...['locked-share', 'nothing-suitable', 'past-drawdown', 'history-short', 'no-prices'],
] as const;
export type FindingId = (typeof findingIds)[number];

export interface Finding {
  id: FindingId;
  /** `refuse`: the client, the product or the portfolio is not advised. `caution`: told beside the advice. */
  decision: 'refuse' | 'caution';
  stage: 'client' | 'product' | 'portfolio';
  /** Symbol; null where the finding is not on a product. */
  product: string | null;
  /** Null only where no rulebook covers the client's jurisdiction. */
  rule: RuleFacts | null;
  /** Key of the profile that triggered it, e.g. `reserves`. */
  answer: string;
  /** What was found and the bound it was held against. */
  value: number | string;
  limit: number | string;
  /** Id of the figure that `value` is, where there is one. */
  figure?: string;
  text: Wording;
}

export type NewFinding = Omit<Finding, 'rule' | 'stage' | 'product'>;
