/**
 * Peak memory of training steps at SmolLM2-135M's shape, optimiser included: of all weights by sequence length, and of a LoRA
 * adapter against PEFT's on the same batches. Both are the peak resident size of a whole process; what the runtime takes
 * before it has a model is told beside.
 */

import { spawnSync } from 'node:child_process';
import { RANK, randomBatch, withTrainingClient } from './bench-model.ts';
import { caseNamed, parameterCount } from './cases.ts';
import { print } from './measure.ts';
import { peerCase, runPeer } from './peer.ts';

interface Batch {
  rank: number;
  rows: number;
  length: number;
}

interface Peak {
  runtime: number;
  peak: number;
}

const peakBytes = (): number => process.resourceUsage().maxRSS * 1024;

/** Runs two steps in this process. */
async function memoryOfSteps({ rank, rows, length }: Batch): Promise<Peak> {
  const { config } = caseNamed('135M');
  const runtime = peakBytes();
  const work = async (client: Parameters<Parameters<typeof withTrainingClient>[1]>[0]): Promise<Peak> => {
    const batch = randomBatch(config, rows, length);
    for (let i = 0; i < 2; i++) {
      await client.forwardBackward(batch, 'cross_entropy');
      await client.optimStep({ learningRate: 1e-4 });
    }
    return { runtime, peak: peakBytes() };
  };
  return withTrainingClient(config, work, rank);
}

function measured(batch: Batch): Peak {
  const done = spawnSync(process.execPath, [import.meta.filename, JSON.stringify(batch)], {
    encoding: 'utf8',
  });
  if (done.status !== 0) throw new Error(`memory of ${JSON.stringify(batch)} failed:\n${done.stderr}`);
  return JSON.parse(done.stdout) as Peak;
}

export function benchMemory(json: boolean): void {
  const entry = caseNamed('135M');
  const row = { bench: 'memory', unit: 'GiB' };
  // Weights, gradients and two moments, four bytes each: what no step can do without.
  const least = parameterCount(entry.config) * 16;
  for (const length of [128, 256, 512, 1024, 2048]) {
    const { peak } = measured({ rank: 0, rows: 1, length });
    const against = { against: 'weights, gradients, moments', ratio: least / peak };
    print({ ...row, case: `135M step, 1 × ${length}`, value: peak / 2 ** 30, ...against }, json);
  }
  for (const [rows, length] of [
    [4, 256],
    [1, 1024],
  ] as const) {
    const mine = measured({ rank: RANK, rows, length });
    const peer = runPeer('bench_peft.py', [
      JSON.stringify({ ...peerCase({ ...entry, rows, length }), rank: RANK, warmup: 1, repeats: 1 }),
    ]);
    const theirs = peer && {
      runtime: peer.get('runtime memory bytes') as number,
      peak: peer.get('peak memory bytes') as number,
    };
    for (const [label, of] of [
      ['', ({ peak }: Peak) => peak],
      [' less the runtime', ({ peak, runtime }: Peak) => peak - runtime],
    ] as const) {
      const figure = {
        ...row,
        case: `135M LoRA step, ${rows} × ${length}${label}`,
        value: of(mine) / 2 ** 30,
      };
      print(theirs ? { ...figure, against: 'PEFT', ratio: of(theirs) / of(mine) } : figure, json);
    }
  }
}

if (process.argv[1] === import.meta.filename) {
  process.stdout.write(JSON.stringify(await memoryOfSteps(JSON.parse(process.argv[2] ?? '') as Batch)));
  process.exit(0);
}
