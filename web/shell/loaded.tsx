/** A component whose code is fetched when it is first shown. */

import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Failed } from '../parts/failed.tsx';
import { Loading } from '../parts/loading.tsx';
import { checkConnection, connection } from '../state/connection.ts';
import { useTexts } from '../text/use-texts.ts';

export function loaded(load: () => Promise<ComponentType>): ComponentType {
  let known: ComponentType | null = null;
  return function Loaded() {
    const [Shown, setShown] = useState<ComponentType | null>(() => known);
    const { parts } = useTexts();
    const [error, setError] = useState<{ message: string; isAway: boolean } | null>(null);
    const [turn, setTurn] = useState(0);
    useEffect(() => {
      if (known !== null) return;
      void load().then(
        (component) => {
          known = component;
          setShown(() => component);
        },
        async (reason: unknown) => {
          await checkConnection();
          const message = reason instanceof Error ? reason.message : String(reason);
          setError({ message, isAway: connection.get() === 'down' });
        },
      );
    }, [turn]);
    if (Shown !== null) return <Shown />;
    if (error === null) return <Loading />;
    return (
      <Failed
        message={error.isAway ? parts.unreachable : error.message}
        onAgain={() => {
          setError(null);
          setTurn(turn + 1);
        }}
      />
    );
  };
}
