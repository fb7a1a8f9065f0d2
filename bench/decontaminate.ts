/**
 * Speed and memory of decontamination on written questions of about 500 characters, half Chinese, half English:
 * `npx node --expose-gc bench/decontaminate.ts [QUESTIONS] [--json]` (default 200,000). 3 % are near-duplicates, 0.5 % copies of evaluated ones.
 */

import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import type { Question } from '../src/core/question.ts';
import { Random } from '../src/core/random.ts';
import { Decontaminator, NearDuplicates } from '../src/data/decontaminate/index.ts';
import { print } from './measure.ts';

const EVALUATED = 5000;
const MEGABYTE = 1e6;

const syllables = ['ba', 'ko', 'ri', 'ten', 'su', 'mal', 'vo', 'dex', 'lin', 'por', 'ga', 'ned'];
const characters = Array.from({ length: 2500 }, (_, i) => String.fromCharCode(0x4e00 + 7 * i));

function writeText(random: Random, language: Question['language']): string {
  const numbers = (): string => String(random.int(1, 99_999));
  if (language === 'zh') {
    return Array.from({ length: 40 }, () => {
      const run = Array.from({ length: 12 }, () => random.pick(characters)).join('');
      return random.chance(0.3) ? `${run}${numbers()}` : run;
    }).join('，');
  }
  return Array.from({ length: 80 }, () =>
    random.chance(0.1) ? numbers() : random.pick(syllables) + random.pick(syllables) + random.pick(syllables),
  ).join(' ');
}

function questionOf(split: Question['split'], index: number): Question {
  const language = index % 2 === 0 ? 'zh' : 'en';
  return {
    id: `${split}-${index}`,
    source: 'written',
    split,
    language,
    category: 'bench',
    licence: 'Apache-2.0',
    cluster: `${split}-${index}`,
    texts: [],
    tables: [],
    history: [],
    question: writeText(Random.derive(1, split, index), language),
    reference: { kind: 'number', value: index, unit: 'plain', tolerance: 0 },
  };
}

function trainingQuestion(index: number): Question {
  const question = questionOf('train', index);
  if (index % 200 === 0) return { ...question, question: questionOf('test', index % EVALUATED).question };
  if (index % 33 !== 32) return question;
  return { ...question, question: `${questionOf('train', index - 2).question} ok` };
}

/** What is held after a collection: objects and array buffers, without the room that V8 keeps for garbage. */
function held(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / MEGABYTE;
}

/** Seconds that `act` takes on `count` questions, the writing of the questions left out; questions that it hits. */
function timed(count: number, act: (question: Question) => boolean): { seconds: number; hits: number } {
  const batch = 1000;
  let milliseconds = 0;
  let hits = 0;
  for (let from = 0; from < count; from += batch) {
    const questions = Array.from({ length: Math.min(batch, count - from) }, (_, i) =>
      trainingQuestion(from + i),
    );
    const start = performance.now();
    for (const question of questions) if (act(question)) hits++;
    milliseconds += performance.now() - start;
  }
  return { seconds: milliseconds / 1000, hits };
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false } },
});
const count = Number(positionals[0] ?? 200_000);
const report = (name: string, value: number, unit: string): void =>
  print({ bench: 'decon', case: name, value, unit }, values.json);

timed(2000, () => false);
const before = held();
const duplicates = new NearDuplicates();
const stream = timed(count, (question) => duplicates.seen(question) !== null);
report(`NearDuplicates: ${count} questions`, count / stream.seconds, '1/s');
report('  memory', held() - before, 'MB');
report('  duplicates found', stream.hits, '');
duplicates.close();

const decontaminator = new Decontaminator();
const beforeIndex = held();
for (let i = 0; i < EVALUATED; i++) decontaminator.add(questionOf('test', i));
report(`Decontaminator: ${EVALUATED} evaluated, memory`, held() - beforeIndex, 'MB');
const checked = timed(Math.min(count, 50_000), (question) => decontaminator.check(question) !== null);
report('  check', Math.min(count, 50_000) / checked.seconds, '1/s');
report('  hits', checked.hits, '');
