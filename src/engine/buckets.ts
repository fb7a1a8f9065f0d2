/** Sizes are rounded up to a few values, so that few shapes have to be compiled. */

/** 1, 2, 3, 4, 6, 8, 12, 16, 24, … : the next power of two, or three quarters of it. */
export function countBucket(count: number): number {
  if (count <= 2) return Math.max(1, count);
  const power = 2 ** Math.ceil(Math.log2(count));
  return count <= (power * 3) / 4 ? (power * 3) / 4 : power;
}

/** Rows of a training batch: at most an eighth is padding; every eighth of a power of two. */
export function rowBucket(count: number): number {
  const step = Math.max(1, 2 ** (Math.floor(Math.log2(Math.max(1, count))) - 3));
  return Math.ceil(count / step) * step;
}

/** Lengths of training rows: multiples of 32 up to 512, then at most an eighth is padding. */
export function rowLengthBucket(length: number): number {
  const step = Math.max(32, 2 ** (Math.ceil(Math.log2(Math.max(1, length))) - 4));
  return Math.ceil(length / step) * step;
}

/** Lengths in tokens: multiples of 16 up to 128, of 64 up to 512, of 256 beyond. */
export function lengthBucket(length: number): number {
  const step = length <= 128 ? 16 : length <= 512 ? 64 : 256;
  return Math.max(step, Math.ceil(length / step) * step);
}
