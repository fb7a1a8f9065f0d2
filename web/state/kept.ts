/** Stores whose value outlives a reload; where the browser keeps nothing (private windows, full disks), they live as long as the page. */

import { store } from './store.ts';
import type { Store } from './store.ts';

export function kept<T>(
  storage: () => Storage,
  key: string,
  { first, read }: { first: T; read: (text: string) => T | undefined },
): Store<T> {
  const text = attempt(() => storage().getItem(key), null);
  const value = store((text === null ? undefined : read(text)) ?? first);
  return {
    ...value,
    set(next) {
      value.set(next);
      attempt(
        () => storage().setItem(key, typeof next === 'string' ? next : JSON.stringify(next)),
        undefined,
      );
    },
  };
}

function attempt<T>(work: () => T, otherwise: T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof DOMException) return otherwise;
    throw error;
  }
}
