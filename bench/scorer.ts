/**
 * Pairs a second of the finance scorer over a million written answers, against Math-Verify on the numbers among the first of
 * them; and how often each of the two says what is true, since a fast wrong verdict is worth nothing.
 */

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { Random } from '../src/core/random.ts';
import { scoreAnswer } from '../src/verify/score.ts';
import { print } from './measure.ts';
import { runPeer } from './peer.ts';
import { pairOf } from './scorer-pairs.ts';
import type { Pair } from './scorer-pairs.ts';

const PAIRS = 1_000_000;
/** Made and scored in turn, so that neither a million strings nor their making is measured. */
const BLOCK = 50_000;
const PEER_PAIRS = 10_000;

const bench = 'scorer';

export async function benchScorer(json: boolean): Promise<void> {
  const random = Random.derive(1, bench);
  const peerPairs: Pair[] = [];
  let [seconds, right] = [0, 0];
  rate(Array.from({ length: BLOCK }, () => pairOf(random)));
  for (let done = 0; done < PAIRS; done += BLOCK) {
    const block = Array.from({ length: BLOCK }, () => pairOf(random));
    const measured = rate(block);
    seconds += measured.seconds;
    right += measured.right;
    const numbers = block.filter(({ reference }) => reference.kind === 'number');
    peerPairs.push(...numbers.slice(0, PEER_PAIRS - peerPairs.length));
  }
  const all = `${PAIRS.toLocaleString('en')} pairs of all kinds`;
  print({ bench, case: all, value: PAIRS / seconds, unit: 'pairs/s' }, json);
  print({ bench, case: `${all}: right`, value: (100 * right) / PAIRS, unit: '%' }, json);

  const ours = rate(peerPairs);
  const name = `${PEER_PAIRS.toLocaleString('en')} numbers`;
  const speed = { bench, case: name, value: PEER_PAIRS / ours.seconds, unit: 'pairs/s' };
  const peer = await mathVerify(peerPairs);
  if (peer === null) {
    print(speed, json);
    return;
  }
  print({ ...speed, against: 'Math-Verify', ratio: speed.value / peer.rate }, json);
  const marked = peerPairs.map((pair, index) => ({
    ...pair,
    ours: isCorrect(pair),
    theirs: peer.verdicts[index] === '1',
  }));
  for (const [kind, pairs] of [
    ['all numbers', marked] as const,
    ...Map.groupBy(marked, (pair) => pair.kind),
  ]) {
    const share = (test: (pair: (typeof marked)[number]) => boolean): number =>
      (100 * pairs.filter(test).length) / pairs.length;
    const mine = share((pair) => pair.ours === pair.correct);
    const theirs = share((pair) => pair.theirs === pair.correct);
    const compared = { against: 'Math-Verify', ratio: mine / theirs };
    print({ bench, case: `${kind}: right`, value: mine, unit: '%', ...compared }, json);
    const differing = pairs.find((pair) => pair.ours !== pair.theirs);
    print(
      {
        bench,
        case: `${kind}: same verdict as Math-Verify`,
        value: share((pair) => pair.ours === pair.theirs),
        unit: '%',
      },
      json,
    );
    if (differing !== undefined && !json) process.stdout.write(`         ${example(differing)}\n`);
  }
}

function isCorrect({ answer, reference }: Pair): boolean {
  return scoreAnswer(answer, reference).verdict === 'correct';
}

function rate(pairs: readonly Pair[]): { seconds: number; right: number } {
  let right = 0;
  const start = performance.now();
  for (const pair of pairs) if (isCorrect(pair) === pair.correct) right++;
  return { seconds: (performance.now() - start) / 1000, right };
}

function goldOf({ reference }: Pair): string {
  return reference.kind === 'number' ? String(reference.value) : '';
}

function example(pair: Pair & { ours: boolean; theirs: boolean }): string {
  const verdict = (correct: boolean): string => (correct ? 'right' : 'not right');
  return `"${pair.answer}" for ${goldOf(pair)}: ${verdict(pair.ours)} here, ${verdict(pair.theirs)} for Math-Verify`;
}

async function mathVerify(pairs: readonly Pair[]): Promise<{ rate: number; verdicts: string[] } | null> {
  const folder = await mkdtemp(join(tmpdir(), 'fin-r1-bench-'));
  try {
    const [given, got] = [join(folder, 'pairs.jsonl'), join(folder, 'verdicts.txt')];
    await writeFile(
      given,
      pairs.map((pair) => JSON.stringify({ answer: pair.answer, gold: goldOf(pair) })).join('\n'),
    );
    const figures = runPeer('bench_math_verify.py', [given, got]);
    if (figures === null) return null;
    return {
      rate: figures.get('scored pairs/s') as number,
      verdicts: (await readFile(got, 'utf8')).split('\n'),
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}
