/** The shortest decimal that is this float32: what was written into the file as one, e.g. 1e-5. */
export function decimalOf(single: number): number {
  for (let digits = 1; digits < 9; digits++) {
    const decimal = Number(single.toPrecision(digits));
    if (Math.fround(decimal) === single) return decimal;
  }
  return single;
}
