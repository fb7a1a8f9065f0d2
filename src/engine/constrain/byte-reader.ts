/** A reader of bytes that knows what may come next: the pieces that JSON of a schema is put together from. */

/** One way in which what was read may go on. */
export interface ByteState {
  /** Where the byte leads; empty: it may not come here. */
  step(byte: number): readonly ByteState[];
  /** Nothing need follow. */
  readonly isEnd: boolean;
}

/** What stands before whatever comes `next`. */
export type Reader = (next: ByteState) => readonly ByteState[];

export const END: ByteState = { step: () => [], isEnd: true };

/** All ways at once; two that have come to one state are one. */
export function stepAll(states: readonly ByteState[], byte: number): ByteState[] {
  return [...new Set(states.flatMap((state) => state.step(byte)))];
}

export function bytes(text: string): Reader {
  const all = Buffer.from(text);
  return (next) => {
    let first = next;
    for (const wanted of all.toReversed()) {
      const after = [first];
      first = { isEnd: false, step: (byte) => (byte === wanted ? after : []) };
    }
    return [first];
  };
}

export function either(...readers: readonly Reader[]): Reader {
  return (next) => readers.flatMap((reader) => reader(next));
}

export function sequence(...readers: readonly Reader[]): Reader {
  return (next) => {
    const from = (at: number): readonly ByteState[] => {
      const reader = readers[at];
      return reader === undefined ? [next] : reader(later(() => from(at + 1)));
    };
    return from(0);
  };
}

/** States that are only made when they are stepped into: a sequence may never get that far, and a list never ends. */
export function later(make: () => readonly ByteState[]): ByteState {
  let made: readonly ByteState[] | undefined;
  let isEntered = false;
  /** A state that comes back to itself before a byte is read has no other ways than those being looked at. */
  const once = <T>(look: (all: readonly ByteState[]) => T, again: T): T => {
    if (isEntered) return again;
    isEntered = true;
    try {
      return look((made ??= [...new Set(make())]));
    } finally {
      isEntered = false;
    }
  };
  return {
    step: (byte) => once((all) => stepAll(all, byte), []),
    get isEnd() {
      return once((all) => all.some((state) => state.isEnd), false);
    },
  };
}
