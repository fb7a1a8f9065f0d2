/** A peer in Python that makes a training step whenever it is told to, so that its steps can stand between ours. */

import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { peerCommand } from './peer.ts';

/** Milliseconds of one step. */
export interface StepTime {
  forwardBackward: number;
  withOptimiser: number;
}

export class SteppingPeer {
  readonly name: string;
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #lines: AsyncIterator<string>;

  private constructor(name: string, child: ChildProcessByStdio<Writable, Readable, null>) {
    this.name = name;
    this.#child = child;
    this.#lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  }

  /** Null where Python is not there. */
  static start(name: string, script: string, given: object): SteppingPeer | null {
    const command = peerCommand(script, [JSON.stringify({ ...given, paired: true })]);
    if (command === null) return null;
    const child = spawn(command.file, command.args, { stdio: ['pipe', 'pipe', 'inherit'] });
    return new SteppingPeer(name, child);
  }

  /** Throws when the peer has ended. */
  async step(): Promise<StepTime> {
    this.#child.stdin.write('\n');
    for (;;) {
      const { value, done } = await this.#lines.next();
      if (done === true) throw new Error(`${this.name} ended: see above`);
      // Libraries log to the same stream.
      if (!value.startsWith('{"forwardBackward"')) continue;
      const step = JSON.parse(value) as { forwardBackward: number; optimiser: number };
      return {
        forwardBackward: 1000 * step.forwardBackward,
        withOptimiser: 1000 * (step.forwardBackward + step.optimiser),
      };
    }
  }

  /** Ends the peer and waits until its memory is free. */
  async close(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.stdin.end();
    await ended;
  }
}
