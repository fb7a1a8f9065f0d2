/** A file of the server as a download. A link cannot carry a key or a body: the file is fetched with them, and kept. */

import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { RequestFailure, send } from '../state/request.ts';
import { download } from './download.ts';

interface Props {
  address: string;
  /** What the file is called. */
  name: string;
  init?: RequestInit;
  class?: string;
  children: ComponentChildren;
}

export function DownloadButton({ address, name, init, class: style = 'plain', children }: Props) {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const fetchFile = async (): Promise<void> => {
    setBusy(true);
    try {
      download(name, await (await send(address, init)).blob());
      setError(null);
    } catch (failure) {
      if (!(failure instanceof RequestFailure)) throw failure;
      setError(failure.message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <button
        type="button"
        class={style}
        aria-busy={isBusy}
        disabled={isBusy}
        onClick={() => void fetchFile()}
      >
        {children}
      </button>
      {error !== null && (
        <span class="fault" role="alert">
          {error}
        </span>
      )}
    </>
  );
}
