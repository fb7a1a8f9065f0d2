/** Counts of flagged and passed texts against their labels, and the measures made of them. */

export interface Confusion {
  /** Breaches that were flagged. */
  truePositives: number;
  /** Compliant texts that were flagged. */
  falsePositives: number;
  /** Breaches that were passed. */
  falseNegatives: number;
  /** Compliant texts that were passed. */
  trueNegatives: number;
}

export function sumOf(confusions: readonly Confusion[]): Confusion {
  const sum: Confusion = { truePositives: 0, falsePositives: 0, falseNegatives: 0, trueNegatives: 0 };
  for (const each of confusions) {
    sum.truePositives += each.truePositives;
    sum.falsePositives += each.falsePositives;
    sum.falseNegatives += each.falseNegatives;
    sum.trueNegatives += each.trueNegatives;
  }
  return sum;
}

/** Each null where its denominator is 0: then nothing is known, which is not 0. */
const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

export const breaches = (c: Confusion): number => c.truePositives + c.falseNegatives;
export const compliants = (c: Confusion): number => c.trueNegatives + c.falsePositives;
export const flagged = (c: Confusion): number => c.truePositives + c.falsePositives;

export const precision = (c: Confusion): number | null => share(c.truePositives, flagged(c));
export const recall = (c: Confusion): number | null => share(c.truePositives, breaches(c));
/** Share of compliant texts that were passed. */
export const specificity = (c: Confusion): number | null => share(c.trueNegatives, compliants(c));
export const accuracy = (c: Confusion): number | null =>
  share(c.truePositives + c.trueNegatives, breaches(c) + compliants(c));
/** 2·TP / (2·TP + FP + FN). */
export const f1 = (c: Confusion): number | null => share(2 * c.truePositives, flagged(c) + breaches(c));

/** The mean of recall and specificity; 0.5 for every constant answer. Null where a label does not occur. */
export function balancedAccuracy(c: Confusion): number | null {
  const [caught, passed] = [recall(c), specificity(c)];
  return caught === null || passed === null ? null : (caught + passed) / 2;
}
