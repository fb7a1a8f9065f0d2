/** What a score may hold beside its accuracy, as the report shows it; a score holds more than its schema names. */

import type { Score } from '../../src/core/results.ts';
import { countText, intervalText, shareText } from '../text/numbers.ts';

export const measureKeys = [
  'clustered',
  'macroF1',
  'balancedAccuracy',
  'passAtK',
  'majorityVote',
  'bestSupported',
  'groups',
  'majority',
  'checked',
  'faithful',
  'supported',
  'formatValid',
  'meanCompletionTokens',
] as const;
export type MeasureKey = (typeof measureKeys)[number];

/** Null where the score does not have it. */
export function measureText(score: Score, key: MeasureKey): string | null {
  const value: unknown = score[key];
  if (value === undefined || value === null) return null;
  switch (key) {
    case 'clustered':
      return boundsText(value);
    case 'checked':
      return typeof value === 'number' ? countText(value) : null;
    case 'meanCompletionTokens':
      return typeof value === 'number' ? value.toFixed(1) : null;
    case 'faithful':
    case 'supported':
      return boundedText(value, score[`${key}Interval`]);
    case 'passAtK':
      return isRecord(value) ? `${shareText(numberIn(value, 'value'))} (k = ${String(value.k)})` : null;
    case 'majority':
      return isRecord(value) ? labelledText(value) : null;
    case 'macroF1':
    case 'balancedAccuracy':
    case 'majorityVote':
    case 'bestSupported':
    case 'groups':
    case 'formatValid':
      return typeof value === 'number' ? shareText(value) : nestedText(value);
  }
}

function nestedText(value: unknown): string | null {
  if (!isRecord(value)) return null;
  const share = numberIn(value, 'value') ?? numberIn(value, 'accuracy');
  return share === null ? null : shareText(share);
}

function labelledText(value: Readonly<Record<string, unknown>>): string {
  const share = shareText(numberIn(value, 'accuracy'));
  return typeof value.label === 'string' ? `${share} (${value.label})` : share;
}

function boundedText(value: unknown, interval: unknown): string | null {
  if (typeof value !== 'number') return null;
  const [low, high] = boundsOf(interval);
  return low === null || high === null ? shareText(value) : intervalText(value, low, high);
}

function boundsText(interval: unknown): string | null {
  const [low, high] = boundsOf(interval);
  return low === null || high === null ? null : `[${(100 * low).toFixed(1)}, ${(100 * high).toFixed(1)}]`;
}

function boundsOf(interval: unknown): [number | null, number | null] {
  return isRecord(interval) ? [numberIn(interval, 'low'), numberIn(interval, 'high')] : [null, null];
}

function numberIn(record: Readonly<Record<string, unknown>>, key: string): number | null {
  const value = record[key];
  return typeof value === 'number' ? value : null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
