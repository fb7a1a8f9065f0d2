/** A training curve made ready for drawing: few enough points, its noise kept visible, and a smoothed line. */

export interface Point {
  x: number;
  y: number;
}

export interface CurvePoint {
  x: number;
  /** Mean of the values drawn at this point. */
  mean: number;
  low: number;
  high: number;
  /** Mean of the neighbouring means. */
  smooth: number;
}

const MAX_POINTS = 240;

/** Averages neighbours until at most 240 points are left; smooths over a fifteenth of the curve. */
export function toCurve(points: readonly Point[]): CurvePoint[] {
  const finite = points.filter((point) => Number.isFinite(point.x) && Number.isFinite(point.y));
  const bucket = Math.max(1, Math.ceil(finite.length / MAX_POINTS));
  const curve: CurvePoint[] = [];
  for (let start = 0; start < finite.length; start += bucket) {
    const own = finite.slice(start, start + bucket);
    const values = own.map((point) => point.y);
    const mean = values.reduce((sum, value) => sum + value, 0) / own.length;
    const x = own[own.length - 1]?.x ?? 0;
    curve.push({ x, mean, low: Math.min(...values), high: Math.max(...values), smooth: mean });
  }
  return smoothed(curve);
}

/** Centred, so that a sudden drop stays where it happened. */
function smoothed(curve: readonly CurvePoint[]): CurvePoint[] {
  const reach = Math.round(curve.length / 30);
  return curve.map((point, i) => {
    const own = curve.slice(Math.max(0, i - reach), i + reach + 1);
    return { ...point, smooth: own.reduce((sum, { mean }) => sum + mean, 0) / own.length };
  });
}
