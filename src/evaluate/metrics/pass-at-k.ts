/** pass@k: how likely one of k answers is correct. */

/**
 * The unbiased estimate from n ≥ k answers of which c are correct, 1 − C(n − c, k) / C(n, k) (Chen et al. 2021, eq. 1).
 * @throws RangeError where k answers cannot be drawn from n.
 */
export function passAtK(n: number, c: number, k: number): number {
  if (!(k >= 1 && k <= n && c >= 0 && c <= n))
    throw new RangeError(`passAtK: ${c} of ${n} correct, k = ${k}`);
  if (n - c < k) return 1;
  let miss = 1;
  for (let i = n - c + 1; i <= n; i++) miss *= 1 - k / i;
  return 1 - miss;
}
