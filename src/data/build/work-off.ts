/** Works a schedule off with a bounded number of its tickets at a time. */

import { setImmediate } from 'node:timers/promises';

/** Teachers that answer at once would otherwise never let a timer or a Ctrl-C through. */
const LONGEST_TURN_MS = 20;

/**
 * Calls `work` for every ticket, at most `width` at a time; it must settle its ticket. After a failure no more is begun, what is in
 * work (and may have been paid for) is finished, then the first failure is thrown.
 */
export async function workOff<Ticket extends object>(
  schedule: { take(): Ticket | 'wait' | 'done' },
  width: number,
  work: (ticket: Ticket) => Promise<void>,
): Promise<void> {
  let failure: { error: unknown } | undefined;
  let inWork = 0;
  let wake: (() => void) | undefined;
  let turnBegan = performance.now();
  const begin = async (ticket: Ticket): Promise<void> => {
    try {
      await work(ticket);
    } catch (error) {
      failure ??= { error };
    } finally {
      inWork--;
      wake?.();
    }
  };
  for (;;) {
    const ticket = failure === undefined && inWork < width ? schedule.take() : 'wait';
    if (typeof ticket === 'object') {
      inWork++;
      void begin(ticket);
      if (performance.now() - turnBegan > LONGEST_TURN_MS) {
        await setImmediate();
        turnBegan = performance.now();
      }
      continue;
    }
    if (inWork === 0) break;
    await new Promise<void>((resolve) => (wake = resolve));
  }
  if (failure !== undefined) throw failure.error;
}
