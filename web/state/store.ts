/** A value that several components watch. */

import { useEffect, useState } from 'preact/hooks';

export interface Store<T> {
  get(): T;
  set(value: T): void;
  /** Calls `listener` on each change until the function it returns is called. */
  watch(listener: () => void): () => void;
}

export function store<T>(first: T): Store<T> {
  const listeners = new Set<() => void>();
  let value = first;
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of [...listeners]) listener();
    },
    watch(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

export function useStore<T>(watched: Store<T>): T {
  const [value, setValue] = useState(watched.get());
  useEffect(() => {
    const take = (): void => setValue(() => watched.get());
    take();
    return watched.watch(take);
  }, [watched]);
  return value;
}
