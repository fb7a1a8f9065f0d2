/** The program of a thread that generates (`stream-sampler.ts`): ONNX Runtime blocks the thread it runs on, and a server must not stand still. */

import { parentPort, workerData } from 'node:worker_threads';
import { sentError } from '../../core/sent-error.ts';
import type { SentError } from '../../core/sent-error.ts';
import { readModelFolder, tokenizerFolderOf } from '../files/model-folder.ts';
import { TokenBytes } from '../tokenizer/token-bytes.ts';
import { readTokenizerJson } from '../tokenizer/tokenizer-json.ts';
import { newSamplerSessions } from '../sampler/sampling-client.ts';
import { StreamEngine } from './stream-engine.ts';
import type { StreamedToken, StreamRequest } from './stream-request.ts';

export interface StreamWorkerData {
  folder: string;
  threads: number | undefined;
  maxRows: number;
}

export type ToWorker = { begin: number; request: StreamRequest } | { stop: number } | { close: true };

export type FromWorker =
  | { ready: true }
  | { tokens: ReadonlyMap<number, readonly StreamedToken[]> }
  | { failed: number; error: SentError }
  | { broken: SentError };

/** Parts of answers, also where a tokenizer calls them special. */
const TAGS = new Set(['<think>', '</think>', '<tool_call>', '</tool_call>']);

function tell(message: FromWorker): void {
  parentPort?.postMessage(message);
}

async function work({ folder, threads, maxRows }: StreamWorkerData): Promise<void> {
  const { config, weights } = await readModelFolder(folder);
  const json = await readTokenizerJson(await tokenizerFolderOf(folder));
  const tokenBytes = new TokenBytes(json);
  const special = new Set(
    json.added_tokens.filter(({ special, content }) => special && !TAGS.has(content)).map(({ id }) => id),
  );
  const { prefills, decodes } = newSamplerSessions();
  const model = { name: folder, config, weights, threads, prefills, decodes, scratches: [] };
  const engine = new StreamEngine(model, {
    maxRows,
    bytesOf: (token) => (special.has(token) ? null : tokenBytes.join([token], false)),
    events: {
      tokens: (tokens) => tell({ tokens }),
      failed: (failed, error) => tell({ failed, error: sentError(error) }),
    },
  });
  parentPort?.on('message', (message: ToWorker) => {
    if ('close' in message) process.exit();
    if ('stop' in message) engine.stop(message.stop);
    else engine.begin(message.begin, message.request);
  });
  tell({ ready: true });
}

work(workerData as StreamWorkerData).catch((error: unknown) => tell({ broken: sentError(error) }));
