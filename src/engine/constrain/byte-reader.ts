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

/** All ways at once. */
export function stepAll(states: readonly ByteState[], byte: number): ByteState[] {
  return states.flatMap((state) => state.step(byte));
}

export function bytes(text: string): Reader {
  const all = Buffer.from(text);
  return (next) => {
    const from = (at: number): readonly ByteState[] =>
      at === all.length ? [next] : [{ isEnd: false, step: (byte) => (byte === all[at] ? from(at + 1) : []) }];
    return from(0);
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
  const all = (): readonly ByteState[] => (made ??= make());
  return {
    step: (byte) => stepAll(all(), byte),
    get isEnd() {
      return all().some((state) => state.isEnd);
    },
  };
}
