/** A model that streams to many at once, on a thread of its own. */

import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { FinR1Error, InputError } from '../../core/errors.ts';
import type { SentError } from '../../core/sent-error.ts';
import { formReader } from '../constrain/answer-form.ts';
import { readFolderConfig, tokenizerFolderOf } from '../files/model-folder.ts';
import type { ModelConfig } from '../files/model-config.ts';
import { HfTokenizer } from '../tokenizer/tokenizer.ts';
import type { StreamListener, StreamRequest } from './stream-request.ts';
import type { FromWorker, StreamWorkerData, ToWorker } from './stream-worker.ts';

/** Source and build lie alike: the worker beside this file, with the same ending. */
const program = new URL(`./stream-worker${extname(import.meta.url)}`, import.meta.url);

export interface StreamSamplerOptions {
  /** Samples that are generated at the same time; more wait. Default 64. */
  maxRows?: number;
  /** Of one operator; absent: one a core. */
  threads?: number;
}

export class StreamSampler {
  readonly config: ModelConfig;
  readonly tokenizer: HfTokenizer;
  readonly #worker: Worker;
  readonly #listeners = new Map<number, { listener: StreamListener; open: number }>();
  #next = 0;
  /** Why the thread is gone. */
  #ended: Error | null = null;

  private constructor(config: ModelConfig, tokenizer: HfTokenizer, worker: Worker) {
    this.config = config;
    this.tokenizer = tokenizer;
    this.#worker = worker;
    worker.on('message', (message: FromWorker) => this.#take(message));
    worker.on('error', (error: Error) => this.#end(error));
    worker.on('exit', () => this.#end(new FinR1Error('engine', 'the thread that generates has ended')));
  }

  /**
   * Loads the model in `folder` (an adapter's folder too).
   * @throws InputError for a folder that holds none, or a model that cannot be streamed.
   */
  static async open(
    folder: string,
    { maxRows = 64, threads }: StreamSamplerOptions = {},
  ): Promise<StreamSampler> {
    const config = await readFolderConfig(folder);
    if (config.headDim % 8 !== 0) {
      throw new InputError(`${folder}: heads of ${config.headDim} numbers cannot be streamed`, {
        code: 'model',
        hint: 'Serve a model whose head_dim is a multiple of 8.',
      });
    }
    const tokenizer = await HfTokenizer.load(await tokenizerFolderOf(folder));
    const workerData: StreamWorkerData = { folder, threads, maxRows };
    // A flag of this process such as --input-type=module would change how the program is read.
    const worker = new Worker(program, { workerData, execArgv: [] });
    await new Promise<void>((resolve, reject) => {
      worker.once('message', (message: FromWorker) =>
        'broken' in message ? reject(errorOf(message.broken)) : resolve(),
      );
      worker.once('error', reject);
    });
    return new StreamSampler(config, tokenizer, worker);
  }

  /** Requests that have not ended. */
  get open(): number {
    return this.#listeners.size;
  }

  /**
   * Begins to generate; what it gives ends it before its time, after which the listener is told nothing.
   * @throws InputError when the request does not fit the context, or its schema is not supported.
   */
  begin(request: StreamRequest, listener: StreamListener): () => void {
    if (this.#ended !== null) throw this.#ended;
    const { prompt, maxTokens, seeds } = request;
    const { contextLength } = this.config;
    if (prompt.length === 0 || maxTokens < 1 || prompt.length + maxTokens > contextLength) {
      throw new InputError(
        `a prompt of ${prompt.length} tokens and ${maxTokens} new ones do not fit the model's context of ${contextLength}`,
        { code: 'context', hint: 'Shorten the prompt or lower the number of new tokens.' },
      );
    }
    // Refuses here what the other thread could only fail on.
    if (request.form !== undefined) formReader(request.form);
    const id = this.#next++;
    this.#listeners.set(id, { listener, open: seeds.length });
    this.#send({ begin: id, request });
    return () => {
      if (this.#listeners.delete(id) && this.#ended === null) this.#send({ stop: id });
    };
  }

  /** The thread ends itself once its step is done: one that is ended from outside in the middle of it takes the process with it. */
  async close(): Promise<void> {
    if (this.#ended !== null) return;
    const exited = new Promise<void>((resolve) => this.#worker.once('exit', () => resolve()));
    this.#send({ close: true });
    await exited;
  }

  #send(message: ToWorker): void {
    this.#worker.postMessage(message);
  }

  #take(message: FromWorker): void {
    if ('tokens' in message) {
      for (const [id, tokens] of message.tokens) {
        const entry = this.#listeners.get(id);
        if (entry === undefined) continue;
        entry.open -= tokens.filter(({ end }) => end !== null).length;
        if (entry.open === 0) this.#listeners.delete(id);
        entry.listener.tokens(tokens);
      }
    } else if ('failed' in message) {
      const entry = this.#listeners.get(message.failed);
      this.#listeners.delete(message.failed);
      entry?.listener.failed(errorOf(message.error));
    }
  }

  #end(error: Error): void {
    this.#ended ??= error;
    const entries = [...this.#listeners.values()];
    this.#listeners.clear();
    for (const { listener } of entries) listener.failed(this.#ended);
  }
}

function errorOf({ message, code, hint }: SentError): FinR1Error {
  return new FinR1Error(code ?? 'engine', message, { hint });
}
