/** The priority queue of BPE training: pairs by count, ties by the smaller left id, then the smaller right id. */

export interface QueuedPair {
  left: number;
  right: number;
  count: number;
}

function comesFirst(a: QueuedPair, b: QueuedPair): boolean {
  if (a.count !== b.count) return a.count > b.count;
  return a.left !== b.left ? a.left < b.left : a.right < b.right;
}

/** A binary heap. */
export class PairQueue {
  readonly #heap: QueuedPair[] = [];

  push(pair: QueuedPair): void {
    const heap = this.#heap;
    let at = heap.length;
    while (at > 0) {
      const parentAt = (at - 1) >> 1;
      const parent = heap[parentAt] as QueuedPair;
      if (!comesFirst(pair, parent)) break;
      heap[at] = parent;
      at = parentAt;
    }
    heap[at] = pair;
  }

  /** The first pair, or undefined when the queue is empty. */
  pop(): QueuedPair | undefined {
    const heap = this.#heap;
    const top = heap[0];
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return top;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && comesFirst(heap[child + 1] as QueuedPair, heap[child] as QueuedPair))
        child++;
      if (!comesFirst(heap[child] as QueuedPair, last)) break;
      heap[at] = heap[child] as QueuedPair;
      at = child;
    }
    heap[at] = last;
    return top;
  }
}
