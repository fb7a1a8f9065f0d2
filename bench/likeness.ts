/**
 * What likeness finds among breaches that it has not seen: the pairs of `suites/compliance/train.jsonl` in five parts, each judged by what the
 * examples of the rules and the other parts teach. No test of a rule is asked.
 */

import {
  KnownTexts,
  knownTextOf,
  Likeness,
  loadRulebooks,
  trainingTexts,
} from '../src/apps/compliance/index.ts';
import { print } from './measure.ts';

const bench = 'likeness';
const PARTS = 5;
/** Shares of the compliant halves that may be suspected. */
const ALARMS = [0.02, 0.03, 0.05, 0.1];

export function benchLikeness(json: boolean): void {
  const examples = new KnownTexts(loadRulebooks(), []);
  const all = trainingTexts();
  for (const language of ['en', 'zh'] as const) {
    const rows = all.filter((row) => row.language === language);
    const parts = Map.groupBy(rows, (row) => Number(row.pair.replace(/\D/g, '')) % PARTS);
    const judged = [...parts].flatMap(([part, held]) => {
      const taught = rows
        .filter((row) => Number(row.pair.replace(/\D/g, '')) % PARTS !== part)
        .map(knownTextOf);
      const learnt = Likeness.learn([...examples.of(language), ...taught], language);
      return held.map((row) => {
        const like = learnt?.of(row.text, -Infinity) ?? null;
        const isRightRule = like !== null && row.acceptable.includes(like.rule);
        return { isBreach: row.label === 'breach', score: like?.score ?? -Infinity, isRightRule };
      });
    });
    const kept = judged.filter(({ isBreach }) => !isBreach).map(({ score }) => score);
    kept.sort((a, b) => b - a);
    const breaches = judged.filter(({ isBreach }) => isBreach);
    for (const share of ALARMS) {
      const least = kept[Math.floor(share * kept.length)] ?? 0;
      const found = breaches.filter(({ score }) => score > least);
      const right = found.filter(({ isRightRule }) => isRightRule);
      const name = `${language}, n = ${judged.length}, ${100 * share} % of compliant halves suspected, beyond ${least.toFixed(2)}`;
      print(
        { bench, case: `${name}: breaches found`, value: (100 * found.length) / breaches.length, unit: '%' },
        json,
      );
      print(
        { bench, case: `${name}: right rule`, value: (100 * right.length) / found.length, unit: '%' },
        json,
      );
    }
  }
}
