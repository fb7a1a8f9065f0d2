/**
 * Runs a kernel over a range on this thread and a helper thread at once, on a memory that both share.
 *
 * The split is fixed, so results are the same in every run.
 */

import { Worker } from 'node:worker_threads';
import { kernelModule } from './wasm-kernels.ts';
import type { Kernels } from './wasm-kernels.ts';

type Job = { kernel: keyof Kernels; arguments: readonly number[] };

const IDLE = 0;
const READY = 1;
const DONE = 2;
const SLOTS = 16;

/** The helper's whole program; kept as text so that it needs no file of its own in the published package. */
const helperProgram = `
const { workerData } = require('node:worker_threads');
const { memory, control, numbers, names, bytes } = workerData;
const state = new Int32Array(control);
const slots = new Float64Array(numbers);
const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
for (;;) {
  Atomics.wait(state, 0, ${IDLE});
  Atomics.wait(state, 0, ${DONE});
  if (Atomics.load(state, 0) !== ${READY}) continue;
  const count = Atomics.load(state, 2);
  const result = exports[names[Atomics.load(state, 1)]](...slots.subarray(0, count));
  slots[0] = result === undefined ? 0 : result;
  Atomics.store(state, 0, ${DONE});
  Atomics.notify(state, 0);
}
`;

const kernelNames = ['sumSquares', 'move', 'adamw'] as const satisfies readonly (keyof Kernels)[];

export class KernelPool {
  readonly #kernels: Kernels;
  readonly #state = new Int32Array(new SharedArrayBuffer(16));
  readonly #slots = new Float64Array(new SharedArrayBuffer(8 * SLOTS));
  readonly #helper: Worker;

  /** `memory` must be shared. */
  constructor(memory: WebAssembly.Memory) {
    const bytes = kernelModule();
    this.#kernels = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } })
      .exports as unknown as Kernels;
    this.#helper = new Worker(helperProgram, {
      eval: true,
      // A flag of this process such as --input-type=module would change how the text is read.
      execArgv: [],
      workerData: {
        memory,
        control: this.#state.buffer,
        numbers: this.#slots.buffer,
        names: kernelNames,
        bytes,
      },
    });
    this.#helper.unref();
  }

  /** Runs one kernel on two ranges at once; gives both results (0 for kernels without one). */
  both(mine: Job, other: Job): [number, number] {
    this.#slots.set(other.arguments);
    this.#state[1] = kernelNames.indexOf(other.kernel);
    this.#state[2] = other.arguments.length;
    Atomics.store(this.#state, 0, READY);
    Atomics.notify(this.#state, 0);
    const run = this.#kernels[mine.kernel] as (...numbers: readonly number[]) => number | undefined;
    const result = run(...mine.arguments) ?? 0;
    while (Atomics.load(this.#state, 0) === READY) Atomics.wait(this.#state, 0, READY, 1000);
    return [result, this.#slots[0] as number];
  }

  async close(): Promise<void> {
    await this.#helper.terminate();
  }
}
