/** Which rule of the rulebooks each finding rests on, by jurisdiction. */

import type { RuleFacts } from '../../compliance/rules/rule.ts';
import type { Jurisdiction } from '../profile/profile.ts';
import type { FindingId } from './finding.ts';

/** The rule of an id. @throws where no rulebook has it. */
export type FindRule = (id: string) => RuleFacts;

type Ground = 'mismatch' | 'profile' | 'care' | 'vulnerable' | 'client class';

const groundOf: Record<FindingId, Ground> = {
  unsettled: 'profile',
  'answers-doubtful': 'profile',
  jurisdiction: 'profile',
  minor: 'vulnerable',
  vulnerable: 'vulnerable',
  'complex-for-vulnerable': 'vulnerable',
  'reserve-missing': 'mismatch',
  'debt-first': 'care',
  'short-horizon': 'mismatch',
  'goal-soon': 'mismatch',
  'goal-unlikely': 'mismatch',
  'kind-share': 'mismatch',
  'risk-class': 'mismatch',
  knowledge: 'mismatch',
  'minimum-horizon': 'mismatch',
  leverage: 'mismatch',
  'client-class': 'client class',
  'not-offered-here': 'client class',
  esg: 'profile',
  'excluded-by-client': 'profile',
  'locked-in': 'mismatch',
  cost: 'care',
  'other-currency': 'care',
  'unknown-product': 'care',
  concentration: 'care',
  volatility: 'mismatch',
  loss: 'mismatch',
  'currency-share': 'care',
  'locked-share': 'mismatch',
  'nothing-suitable': 'mismatch',
  'past-drawdown': 'mismatch',
  'history-short': 'care',
  'no-prices': 'care',
  'prices-unusable': 'care',
  'prices-old': 'care',
  'prices-jump': 'care',
  'prices-hole': 'care',
  'prices-stale': 'care',
  'prices-apart': 'care',
  'prices-smooth': 'care',
  'same-index': 'care',
  'calmer-reaches': 'mismatch',
  'class-understated': 'care',
};

const rules: Record<Exclude<Jurisdiction, 'other'>, Record<Ground, string>> = {
  US: {
    mismatch: 'us-bi-suitability',
    profile: 'us-bi-suitability',
    care: 'us-bi-care',
    vulnerable: 'us-bi-suitability',
    'client class': 'us-bi-suitability',
  },
  EU: {
    mismatch: 'eu-25-suitability',
    profile: 'eu-25-suitability',
    care: 'eu-25-suitability',
    vulnerable: 'eu-25-suitability',
    'client class': 'eu-25-suitability',
  },
  CN: {
    mismatch: 'cn-suit-mismatch',
    profile: 'cn-suit-profile',
    care: 'cn-suit-mismatch',
    vulnerable: 'cn-suit-vulnerable',
    'client class': 'cn-suit-qualified',
  },
};

/** Ids of all rules that the gate may cite. */
export const citedRules: readonly string[] = [
  ...new Set(Object.values(rules).flatMap((byGround) => Object.values(byGround))),
];

export function ruleOf(id: FindingId, jurisdiction: Jurisdiction, find: FindRule): RuleFacts | null {
  return jurisdiction === 'other' ? null : find(rules[jurisdiction][groundOf[id]]);
}
