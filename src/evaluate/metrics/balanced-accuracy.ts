/** Balanced accuracy: the mean recall of the classes, so that a constant answer reaches 1 / classes whatever the mix of golds. */

import type { Classified } from '../statistics/macro-f1.ts';

/** Over the classes that occur as gold; null for no rows. */
export function balancedAccuracy(rows: readonly Classified[]): number | null {
  const byClass = [...Map.groupBy(rows, ({ gold }) => gold).values()];
  if (byClass.length === 0) return null;
  const recalls = byClass.map(
    (own) => own.filter(({ gold, predicted }) => predicted === gold).length / own.length,
  );
  return recalls.reduce((sum, recall) => sum + recall, 0) / recalls.length;
}
