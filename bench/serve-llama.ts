/**
 * Our server and llama.cpp's own on the same weights, as our export writes them to GGUF in f32 and in f16, with the same two threads:
 * 1, 8 and 32 streams at once, in turns, on prompts that neither has seen. The answers are greedy and of one length, which is checked, since
 * the tokens that would end them cannot be chosen. llama.cpp runs as it is built to (its own defaults for caches and attention).
 */

import { existsSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { Random } from '../src/core/random.ts';
import {
  exportGguf,
  HfTokenizer,
  importGguf,
  readModelFolder,
  writeModelFolder,
} from '../src/engine/index.ts';
import { silence, THREADS, withTokenizer, withUnendingModel } from './bench-model.ts';
import { caseNamed } from './cases.ts';
import { completionStream } from './completion-stream.ts';
import type { TimedStream } from './completion-stream.ts';
import { llamaServerPath, startLlama } from './llama-peer.ts';
import { median, print } from './measure.ts';
import { MODEL_NAME, startServed } from './served.ts';

const bench = 'serve-llama';
const STREAMS = [1, 8, 32];
const MOST_STREAMS = Math.max(...STREAMS);
const PROMPT_NUMBERS = 48;
const NEW_TOKENS = 128;
const CONTEXT = 512;
const WARM_UPS = 2;
/** Of other processes; above it the figures say more of them than of the servers. */
const QUIET_LOAD = 0.5;
const SMOLLM2 = join(import.meta.dirname, '..', '.cache', 'SmolLM2-135M-Instruct.Q4_1.gguf');

interface Server {
  name: string;
  url: string;
  stop(): Promise<void>;
}

interface Measured {
  /** Tokens a second of each round. */
  rates: number[];
  firsts: number[];
  texts: string[];
}

export async function benchServeLlama(
  json: boolean,
  only: string | undefined,
  peer: string | undefined,
): Promise<void> {
  const program = llamaServerPath(peer);
  const [load = 0] = loadavg();
  if (load > QUIET_LOAD)
    process.stderr.write(
      `(load ${load.toFixed(1)}: others use the cores, and llama.cpp's threads, which wait for each other at every operator, lose most by it)\n`,
    );
  if (only !== '135M') {
    const config = { ...caseNamed('4.85M').config, vocabSize: 280, contextLength: CONTEXT };
    await withUnendingModel(config, (folder) => compare('4.85M', folder, { program, json, rounds: 7 }));
  }
  if (only !== '4.85M') {
    if (existsSync(SMOLLM2))
      await withSmolLm2((folder) => compare('SmolLM2-135M', folder, { program, json, rounds: 3 }));
    else process.stderr.write(`(no SmolLM2-135M: \`npm run interop -- gguf\` brings it)\n`);
  }
}

/** The real model in float32, and unending. */
async function withSmolLm2<T>(work: (folder: string) => Promise<T>): Promise<T> {
  return withTokenizer(caseNamed('135M').config, async (_tokenizer, home) => {
    const imported = join(home, 'imported');
    await importGguf(SMOLLM2, imported);
    const { config, weights } = await readModelFolder(imported);
    const tokenizer = await HfTokenizer.load(imported);
    silence(weights, config, [...tokenizer.stopIds, tokenizer.endOfTextId]);
    const folder = join(home, 'model');
    await writeModelFolder(folder, { config, weights, tokenizerFrom: imported });
    return work(folder);
  });
}

async function compare(
  name: string,
  folder: string,
  { program, json, rounds }: { program: string | null; json: boolean; rounds: number },
): Promise<void> {
  const servers: Server[] = [];
  try {
    const own = await startServed({
      folder,
      maxRows: MOST_STREAMS,
      threads: THREADS,
      maxOpen: 2 * MOST_STREAMS,
    });
    servers.push({ name: 'fin-r1', ...own });
    for (const type of program === null ? [] : (['f32', 'f16'] as const)) {
      const file = join(folder, `${type}.gguf`);
      await exportGguf(folder, file, { type });
      const llama = await startLlama(program as string, file, {
        slots: MOST_STREAMS,
        contextLength: CONTEXT,
      });
      servers.push({ name: `llama.cpp ${type}`, ...llama });
    }
    for (const streams of STREAMS)
      printStreams(`${name}, ${streams} streams`, await measure(servers, streams, rounds), json);
  } finally {
    for (const server of servers) await server.stop();
  }
}

/** All servers in turns, each round on prompts of its own. */
async function measure(
  servers: readonly Server[],
  streams: number,
  rounds: number,
): Promise<Map<string, Measured>> {
  const measured = new Map(
    servers.map(({ name }) => [name, { rates: [], firsts: [], texts: [] } as Measured]),
  );
  for (let round = -WARM_UPS; round < rounds; round++) {
    const random = Random.derive(1, bench, streams, round);
    const prompts = Array.from({ length: streams }, () =>
      Array.from({ length: PROMPT_NUMBERS }, () => random.int(0, 9)).join(' '),
    );
    const promptTokens = new Set<number>();
    for (const { name, url } of servers) {
      const begun = performance.now();
      const answers = await Promise.all(
        prompts.map((prompt) => completionStream(url, MODEL_NAME, prompt, NEW_TOKENS)),
      );
      const seconds = (performance.now() - begun) / 1000;
      requireWhole(name, answers);
      promptTokens.add(answers.reduce((sum, answer) => sum + answer.promptTokens, 0));
      if (round < 0) continue;
      const { rates, firsts, texts } = measured.get(name) as Measured;
      rates.push((streams * NEW_TOKENS) / seconds);
      firsts.push(...answers.map(({ firstMs }) => firstMs));
      texts.push(...answers.map(({ text }) => text));
    }
    if (promptTokens.size > 1)
      throw new Error(`the servers read prompts as ${[...promptTokens].join(' and ')} tokens`);
  }
  return measured;
}

function requireWhole(name: string, answers: readonly TimedStream[]): void {
  const short = answers.find(({ tokens }) => tokens !== NEW_TOKENS);
  if (short !== undefined)
    throw new Error(`${name} wrote ${short.tokens} tokens instead of ${NEW_TOKENS}: ${short.text}`);
}

function printStreams(label: string, measured: ReadonlyMap<string, Measured>, json: boolean): void {
  const [[, ours], ...peers] = [...measured] as [[string, Measured], ...[string, Measured][]];
  const rate = ({ rates }: Measured): number => median(rates);
  const first =
    (share: number) =>
    ({ firsts }: Measured): number =>
      firsts.toSorted((a, b) => a - b)[Math.floor(share * firsts.length)] as number;
  const rows = [
    ['', rate, 'tokens/s', (mine: number, theirs: number) => mine / theirs],
    [', first text p50', first(0.5), 'ms', (mine: number, theirs: number) => theirs / mine],
    [', first text p95', first(0.95), 'ms', (mine: number, theirs: number) => theirs / mine],
  ] as const;
  for (const [what, figure, unit, ratio] of rows) {
    for (const [name, peer] of peers)
      print({ bench, case: `${label}, ${name}${what}`, value: figure(peer), unit }, json);
    const mine = { bench, case: `${label}, fin-r1${what}`, value: figure(ours), unit };
    if (peers.length === 0) print(mine, json);
    for (const [against, peer] of peers)
      print({ ...mine, against, ratio: ratio(figure(ours), figure(peer)) }, json);
  }
  for (const [name, { texts }] of peers) {
    const alike = texts.filter((text, i) => text === ours.texts[i]).length;
    print(
      { bench, case: `${label}, answers that are ${name}'s`, value: (100 * alike) / texts.length, unit: '%' },
      json,
    );
  }
}
