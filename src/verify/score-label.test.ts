import { describe, expect, it } from 'vitest';
import type { Verdict } from '../core/outcome.ts';
import { scoreLabel } from './score-label.ts';

const labels = {
  bullish: ['bullish', 'positive', '积极', '看涨', '1'],
  bearish: ['bearish', 'negative', '消极', '看跌', '0'],
  neutral: ['neutral', 'mixed', '中性', '2'],
};
type Row = [answer: string, label: string, verdict: Verdict, rule: string];

describe('scoreLabel (TFNS: models say positive as often as Bullish)', () => {
  it.each<Row>([
    ['Bullish', 'bullish', 'correct', 'label:exact'],
    ['positive', 'bullish', 'correct', 'label:exact'],
    ['POSITIVE.', 'bullish', 'correct', 'label:exact'],
    ['\\boxed{Bearish}', 'bearish', 'correct', 'label:exact'],
    ['积极', 'bullish', 'correct', 'label:exact'],
    ['1', 'bullish', 'correct', 'label:exact'],
    ['Negative', 'bullish', 'wrong', 'label:exact'],
    ['The sentiment is bullish.', 'bullish', 'correct', 'label:mention'],
    ['Sentiment: **Neutral**', 'neutral', 'correct', 'label:mention'],
    ['情绪为看跌', 'bearish', 'correct', 'label:mention'],
    ['Bullish (positive)', 'bullish', 'correct', 'label:mention'],
    ['bullish or bearish', 'bullish', 'unparseable', 'label:several'],
    ['positive, then negative', 'bullish', 'unparseable', 'label:several'],
    ['not bullish', 'bearish', 'unparseable', 'label:negated'],
    ['It is not very positive', 'neutral', 'unparseable', 'label:negated'],
    ['non-negative', 'bullish', 'unparseable', 'label:negated'],
    ['并非积极', 'neutral', 'unparseable', 'label:negated'],
    ['positively bearishness', 'bullish', 'unparseable', 'label:none'],
    ['up 1.5%', 'bullish', 'unparseable', 'label:none'],
    ['in 2012', 'neutral', 'unparseable', 'label:none'],
    ['', 'bullish', 'unparseable', 'label:none'],
    ['bullish', 'hawkish', 'unscorable', 'reference'],
  ])('%s for %s is %s by %s', (answer, label, verdict, rule) => {
    expect(scoreLabel(answer, { kind: 'label', label, labels })).toMatchObject({ verdict, rule });
  });
});
