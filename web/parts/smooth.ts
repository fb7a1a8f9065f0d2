/** Curves made fit for drawing: fewer points where there are very many, and a line through the noise. */

export interface CurvePoint {
  step: number;
  /** Null where nothing was measured. */
  value: number | null;
}

/** More than the pixels of a chart are not seen. */
const MOST = 1500;
/** Below this many points there is nothing to smooth. */
const LEAST = 30;

/** Neighbours averaged until at most 1,500 points are left; each stands at its last step. */
export function thinned(points: readonly CurvePoint[], most = MOST): readonly CurvePoint[] {
  const size = Math.ceil(points.length / most);
  if (size <= 1) return points;
  const thin: CurvePoint[] = [];
  for (let start = 0; start < points.length; start += size) {
    const own = points.slice(start, start + size);
    thin.push({ step: own.at(-1)?.step ?? 0, value: mean(own.flatMap(({ value }) => value ?? [])) });
  }
  return thin;
}

/**
 * Each point the mean of its neighbours, over a fifteenth of the curve: centred, so that a sudden drop stays where it happened.
 * Null for a curve too short to need it.
 */
export function smoothed(points: readonly CurvePoint[]): CurvePoint[] | null {
  const measured = points.filter((point): point is { step: number; value: number } => point.value !== null);
  if (measured.length < LEAST) return null;
  const reach = Math.round(measured.length / 30);
  // Sums up to each point, so that a window is a difference of two.
  const sums = [0];
  for (const { value } of measured) sums.push((sums.at(-1) ?? 0) + value);
  return measured.map(({ step }, i) => {
    const [from, to] = [Math.max(0, i - reach), Math.min(measured.length, i + reach + 1)];
    return { step, value: ((sums[to] ?? 0) - (sums[from] ?? 0)) / (to - from) };
  });
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
