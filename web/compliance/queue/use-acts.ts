/** Tells the server what an officer does with an item. */

import { useState } from 'preact/hooks';
import { kept } from '../../state/kept.ts';
import { read, RequestFailure } from '../../state/request.ts';
import type { OfficerAct, QueueItem } from '../shapes.ts';

/** Whose acts these are; kept for the next day. */
export const officer = kept<string>(() => localStorage, 'fin-r1.officer', {
  first: '',
  read: (text) => text,
});

export type Act = Pick<OfficerAct, 'act'> & {
  reason?: string;
  assignee?: string;
  decision?: 'compliant' | 'not applicable';
};

export function useActs(item: QueueItem, onActed: (now: QueueItem) => void) {
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<RequestFailure | null>(null);
  const act = async (what: Act): Promise<boolean> => {
    setBusy(true);
    setFailure(null);
    try {
      const now = await read<QueueItem>('/api/compliance/decisions', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          ...{ batch: item.batch, item: item.id, by: officer.get().trim(), after: item.last },
          ...what,
        }),
      });
      onActed(now);
      return true;
    } catch (error) {
      if (!(error instanceof RequestFailure)) throw error;
      setFailure(error);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { isBusy, failure, act };
}
