/** What the gate found, and the bound it was held against, as a reader is told them. */

import type { Finding, FindingId } from '../suitability/finding.ts';
import type { Language } from '../wording.ts';
import { choiceName } from './answer-words.ts';

/** Findings whose numbers are shares. */
const SHARES: ReadonlySet<FindingId> = new Set([
  ...(['concentration', 'kind-share', 'volatility', 'loss', 'currency-share', 'locked-share'] as const),
  ...(['past-drawdown', 'cost', 'debt-first', 'goal-unlikely', 'prices-smooth'] as const),
  'calmer-reaches',
]);
const THAN = { en: { more: 'more than', less: 'less than' }, zh: { more: '大于', less: '小于' } };

export function foundText(
  { id, value, limit }: Pick<Finding, 'id' | 'value' | 'limit'>,
  language: Language,
): { found: string; limit: string } {
  const text = (one: number | string): string => {
    if (typeof one === 'number') return numberText(one, SHARES.has(id));
    const [, than, number] = /^(more|less) than ([\d.]+)$/.exec(one) ?? [];
    if (number === undefined) return choiceName(one, language);
    const space = language === 'en' ? ' ' : '';
    return THAN[language][than as 'more' | 'less'] + space + numberText(Number(number), SHARES.has(id));
  };
  return { found: text(value), limit: text(limit) };
}

function numberText(value: number, isShare: boolean): string {
  return isShare ? `${Math.round(value * 1e4) / 100}%` : String(Math.round(value * 1e4) / 1e4);
}
