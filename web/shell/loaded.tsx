/** A component whose code is fetched when it is first shown. */

import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Failed } from '../parts/failed.tsx';
import { Loading } from '../parts/loading.tsx';

export function loaded(load: () => Promise<ComponentType>): ComponentType {
  let known: ComponentType | null = null;
  return function Loaded() {
    const [Shown, setShown] = useState<ComponentType | null>(() => known);
    const [error, setError] = useState<string | null>(null);
    const [turn, setTurn] = useState(0);
    useEffect(() => {
      if (known !== null) return;
      load().then(
        (component) => {
          known = component;
          setShown(() => component);
        },
        (reason: unknown) => setError(reason instanceof Error ? reason.message : String(reason)),
      );
    }, [turn]);
    if (Shown !== null) return <Shown />;
    if (error === null) return <Loading />;
    return (
      <Failed
        message={error}
        onAgain={() => {
          setError(null);
          setTurn(turn + 1);
        }}
      />
    );
  };
}
