/** What the gate found, and the bound it was held against, as a reader is told them. */

import type { Finding, FindingId } from '../suitability/finding.ts';
import type { Language } from '../wording.ts';
import { choiceName, itemChoice } from './answer-words.ts';

/** Findings whose numbers are shares. */
const SHARES: ReadonlySet<FindingId> = new Set([
  ...(['concentration', 'kind-share', 'volatility', 'loss', 'currency-share', 'locked-share'] as const),
  ...(['past-drawdown', 'cost', 'debt-first', 'goal-unlikely', 'prices-smooth'] as const),
  'calmer-reaches',
]);
const THAN = { en: { more: 'more than', less: 'less than' }, zh: { more: '大于', less: '小于' } };

export function foundText(
  { id, value, limit, answer = '' }: Pick<Finding, 'id' | 'value' | 'limit'> & { answer?: string },
  language: Language,
): { found: string; limit: string } {
  const text = (one: number | string): string => {
    if (typeof one === 'number') return numberText(one, SHARES.has(id));
    const [, than, number] = /^(more|less) than ([\d.]+)$/.exec(one) ?? [];
    if (number === undefined) return choicesOf(one, answer.split(', '), language);
    const space = language === 'en' ? ' ' : '';
    return THAN[language][than as 'more' | 'less'] + space + numberText(Number(number), SHARES.has(id));
  };
  // The finding's own text says in Chinese what the message says in English.
  if (id === 'prices-unusable' && language === 'zh') return { found: '', limit: '' };
  return { found: text(value), limit: text(limit) };
}

/** What contradicts each other stands in the order of the answers: `narrow / most` of two questions on risk. */
function choicesOf(given: string, answers: readonly string[], language: Language): string {
  const parts = given.split(' / ');
  if (parts.length === 1) return choiceName(given, language);
  return parts
    .map((part, i) => itemChoice(answers[i] ?? '', part, language) ?? choiceName(part, language))
    .join(' / ');
}

function numberText(value: number, isShare: boolean): string {
  return isShare ? `${Math.round(value * 1e4) / 100}%` : String(Math.round(value * 1e4) / 1e4);
}
