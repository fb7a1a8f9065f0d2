/** Scores for classification tasks: macro-averaged F1, and what always answering the commonest class would reach. */

export interface Classified {
  gold: string;
  /** Null when no class could be read from the answer; it counts against the gold class's recall. */
  predicted: string | null;
}

/** The mean of the F1 of every class that occurs as gold; null for no rows. */
export function macroF1(rows: readonly Classified[]): number | null {
  const classes = [...new Set(rows.map((row) => row.gold))];
  if (classes.length === 0) return null;
  const scores = classes.map((name) => {
    const hits = rows.filter((row) => row.gold === name && row.predicted === name).length;
    const gold = rows.filter((row) => row.gold === name).length;
    const predicted = rows.filter((row) => row.predicted === name).length;
    return (2 * hits) / (gold + predicted);
  });
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

export interface Majority {
  label: string;
  /** Share 0…1 of the rows that carry this label. */
  accuracy: number;
}

/** The commonest label (the first in alphabetical order among equals); null for no labels. */
export function majorityClass(labels: readonly string[]): Majority | null {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  const [best] = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return best === undefined ? null : { label: best[0], accuracy: best[1] / labels.length };
}
