/** A resource: on its way, failed, or there. What was there before a failure stays, beside what went wrong. */

import type { ComponentChildren } from 'preact';
import type { Resource } from '../state/resource.ts';
import { Failed } from './failed.tsx';
import { Loading } from './loading.tsx';

interface Props<T> {
  of: Resource<T>;
  children: (data: T) => ComponentChildren;
}

export function Shown<T>({ of: { data, error, again }, children }: Props<T>) {
  // That the server is away or wants a key is told above.
  const isTold = error !== null && error.status !== 0 && error.status !== 401;
  return (
    <>
      {isTold && <Failed message={error.message} onAgain={again} />}
      {data !== null ? children(data) : error === null && <Loading />}
    </>
  );
}
