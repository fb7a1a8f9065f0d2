/** The program of the engine's thread (`engine-thread.ts`): ONNX Runtime blocks the thread it runs on, and a server must not stand still. */

import { parentPort, workerData } from 'node:worker_threads';
import { sentFailure } from './sent-failure.ts';
import type { SentFailure } from './sent-failure.ts';
import { TinkerEngine } from './tinker-engine.ts';
import type { EngineVerb } from './tinker-engine.ts';

export interface EngineWorkerData {
  threads: number | undefined;
}

export type ToEngine = { id: number; verb: EngineVerb; call: unknown } | { close: true };
export type FromEngine = { id: number; result: unknown } | { id: number; error: SentFailure };

const engine = new TinkerEngine((workerData as EngineWorkerData).threads);

async function answerTo(id: number, verb: EngineVerb, call: unknown): Promise<FromEngine> {
  try {
    return { id, result: await (engine[verb] as (call: unknown) => Promise<unknown>)(call) };
  } catch (error) {
    return { id, error: sentFailure(error) };
  }
}

parentPort?.on('message', (message: ToEngine) => {
  if ('close' in message) process.exit();
  else
    void answerTo(message.id, message.verb, message.call).then((answer) => parentPort?.postMessage(answer));
});
