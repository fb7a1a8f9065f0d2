/** How the work on a text grows with its length, for tests: in processor time of this thread, which no other process takes away. */

/** Microseconds of `work` on a text four times as long, over those on one of `length`: 4 where it is linear, 16 where it is quadratic. */
export function growthOf(work: (length: number) => void, length: number): number {
  const taken = (of: number): number => {
    const before = process.threadCpuUsage();
    work(of);
    const { user, system } = process.threadCpuUsage(before);
    return user + system;
  };
  // What is compiled on the way is compiled before it counts.
  work(length);
  const short = taken(length);
  return taken(4 * length) / short;
}
