/** Ctrl-C: the first asks the work to stop where it can be resumed, the second ends at once. */

import { InterruptedError } from '../core/errors.ts';

/** Runs `work` with a signal that SIGINT and SIGTERM abort; `said` is what it does then. */
export async function interruptible<T>(
  work: (signal: AbortSignal) => Promise<T>,
  said = 'Stopping at the next step',
): Promise<T> {
  const controller = new AbortController();
  const stop = (signal: NodeJS.Signals): void => {
    if (controller.signal.aborted) return endAtOnce(signal, stop);
    process.stderr.write(`\n${said}; Ctrl-C again ends at once.\n`);
    // What was being waited for ends with this reason, wherever it was.
    controller.abort(new InterruptedError('stopped before the end'));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  try {
    return await work(controller.signal);
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}

/**
 * Dies of `signal`, as a process without listeners does. An exit would first end the threads of the engine, and one in the middle of a
 * step takes the process down with an abort and a core.
 */
export function endAtOnce(signal: NodeJS.Signals, listener: NodeJS.SignalsListener): void {
  process.off(signal, listener);
  process.kill(process.pid, signal);
}
