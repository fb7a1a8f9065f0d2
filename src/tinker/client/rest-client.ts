/** What was trained and saved on a server: training runs, checkpoints, and their archives. */

import { parseBody } from '../wire/parse-body.ts';
import {
  archiveAnswer,
  checkpointFrom,
  checkpointsAnswer,
  trainingRunBody,
  trainingRunFrom,
  trainingRunsAnswer,
} from '../wire/rest-bodies.ts';
import type { Checkpoint, TrainingRun } from '../wire/rest-bodies.ts';
import { parseTinkerPath } from '../wire/tinker-path.ts';
import { fetchArchive, unpackArchive } from './archive.ts';
import { incomplete } from './back-end.ts';
import { jsonIn } from './poll-answer.ts';
import { BRIEF, LASTING, sendPatiently } from './send-patiently.ts';
import type { Session } from './session.ts';
import { plainCall, putCall } from './transport.ts';
import type { Call } from './transport.ts';

const PAGE = 100;

/** Paths are `tinker://…`, as saving gives them. */
export class RestClient {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Newest first, in the order of the server. */
  async *trainingRuns(): AsyncGenerator<TrainingRun> {
    for (let offset = 0; ; offset += PAGE) {
      const call = plainCall('GET', `/training_runs?limit=${PAGE}&offset=${offset}`);
      const { training_runs } = await this.#session.ask(call, trainingRunsAnswer);
      yield* training_runs.map(trainingRunFrom);
      if (training_runs.length < PAGE) return;
    }
  }

  async trainingRun(id: string): Promise<TrainingRun> {
    const call = plainCall('GET', `/training_runs/${encodeURIComponent(id)}`);
    return trainingRunFrom(await this.#session.ask(call, trainingRunBody));
  }

  /** Of one training run: its id is the model's. */
  async checkpoints(trainingRunId: string): Promise<Checkpoint[]> {
    const call = plainCall('GET', `/training_runs/${encodeURIComponent(trainingRunId)}/checkpoints`);
    return (await this.#session.ask(call, checkpointsAnswer)).checkpoints.map(checkpointFrom);
  }

  async deleteCheckpoint(path: string): Promise<void> {
    await this.#send(plainCall('DELETE', addressOf(path)));
  }

  /** Deleted by the server after so long; null keeps it. */
  async setTtl(path: string, ttlSeconds: number | null): Promise<void> {
    await this.#send(putCall(`${addressOf(path)}/ttl`, { ttl_seconds: ttlSeconds }));
  }

  async publish(path: string): Promise<void> {
    await this.#send(plainCall('POST', `${addressOf(path)}/publish`));
  }

  async unpublish(path: string): Promise<void> {
    await this.#send(plainCall('DELETE', `${addressOf(path)}/publish`));
  }

  /** Where the weights can be fetched as a tar archive for a while; waits while the server packs it. */
  async archiveUrl(path: string): Promise<string> {
    const call: Call = { ...plainCall('GET', `${addressOf(path)}/archive`), mayRedirect: true };
    const { transport } = this.#session;
    const reply = await sendPatiently(transport, call, LASTING);
    const location = reply.headers.get('location');
    const url = location ?? parseBody(archiveAnswer, jsonIn(transport, call, reply.bytes), 'the archive').url;
    if (!URL.canParse(url, transport.options.baseUrl)) throw incomplete(`the address ${url} for an archive`);
    return new URL(url, transport.options.baseUrl).href;
  }

  /** The archive as a file, which must not be there yet. */
  async downloadArchive(path: string, file: string): Promise<void> {
    await fetchArchive(this.#session.transport, await this.archiveUrl(path), file);
  }

  /** The files of the archive in a folder, which must not be there yet. */
  async downloadCheckpoint(path: string, folder: string): Promise<void> {
    await unpackArchive(this.#session.transport, await this.archiveUrl(path), folder);
  }

  async #send(call: Call): Promise<void> {
    await sendPatiently(this.#session.transport, call, BRIEF);
  }
}

/** SkyRL's paths of two parts are those of samplers. */
function addressOf(path: string): string {
  const { run, kind = 'sampler_weights', name } = parseTinkerPath(path);
  return `/training_runs/${encodeURIComponent(run)}/checkpoints/${kind}/${encodeURIComponent(name)}`;
}
