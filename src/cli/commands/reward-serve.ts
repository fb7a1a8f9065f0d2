/** `fin-r1 reward serve`: the finance scorer and the reasoning checker as a reward over HTTP. */

import type { Command } from 'commander';
import { InputError } from '../../core/errors.ts';
import { nonNegativeNumber, runsDirFlag } from '../flags.ts';
import type { AddressFlags } from '../listen.ts';
import { addAddressFlags } from '../server-flags.ts';

interface RewardFlags extends AddressFlags {
  format: number;
  accuracy: number;
  grounded: number;
  data?: string;
  runsDir: string;
}

/** Batches that are being scored may end, also when Ctrl-C was pressed. */
const GRACE_MS = 10_000;

export function rewardServeCommand(reward: Command): void {
  addAddressFlags(
    reward
      .command('serve')
      .summary('the finance scorer as a reward over HTTP')
      .description(
        'Score completions at /reward (rows of completion and label) and /openrlhf (the shape of its remote reward model), as GRPO does here: format + accuracy, and grounding where it has a weight. An answer of which nothing is known has the reward null, with the reason beside it. Also /health and /metrics (Prometheus).',
      )
      .option(
        '--format <weight>',
        'weight of the format <think>…</think><answer>…</answer>',
        nonNegativeNumber,
        1,
      )
      .option('--accuracy <weight>', 'weight of a right answer', nonNegativeNumber, 1)
      .option(
        '--grounded <weight>',
        'weight of reasoning whose numbers can be traced to the question; above 0 it needs --data',
        nonNegativeNumber,
        0,
      )
      .option(
        '--data <run>',
        'run, or folder of a data set, in which the questions that labels name are looked up',
      ),
    { port: 8200, maxBody: 64 * 2 ** 20 },
  )
    .addOption(runsDirFlag())
    .addHelpText(
      'after',
      `
The log goes to standard output, a line of JSON a request, without texts. Labels are written by fin-r1 data export.

Examples:
  fin-r1 reward serve
  fin-r1 reward serve --data quickstart --grounded 0.5 --port 9200
  curl http://127.0.0.1:8200/reward -H 'content-type: application/json' -d '{"rows": [{
    "completion": "<think>110 / 100 - 1 = 0.1</think><answer>10%</answer>",
    "label": {"reference": {"kind": "number", "value": 0.1, "unit": "decimal"}}}]}'`,
    )
    .action(serveRewards);
}

async function serveRewards(flags: RewardFlags): Promise<void> {
  const { format, accuracy, grounded, data, runsDir } = flags;
  if (grounded > 0 && data === undefined) {
    throw new InputError(`--grounded ${grounded}: grounding needs the material of the questions`, {
      hint: 'Name the run or data set they come from with --data.',
    });
  }
  const { listen, LOOPBACK_NAMES, requireReachable } = await import('../listen.ts');
  const { isLocal } = requireReachable(flags);
  const { QuestionIndex } = await import('../../data/index.ts');
  const { createRewardServer } = await import('../../serve/index.ts');
  const { datasetDirectory } = await import('../dataset-directory.ts');
  const { interruptible } = await import('../interrupt.ts');
  const questions = data === undefined ? null : await QuestionIndex.open(datasetDirectory(data, runsDir));
  try {
    const server = createRewardServer({
      ...{ weights: { format, accuracy, grounded }, questions, keysPath: flags.keys ?? null },
      ...{ hosts: isLocal ? LOOPBACK_NAMES : null, maxBodyBytes: flags.maxBody, maxOpen: flags.maxOpen },
      log: (line) => console.log(JSON.stringify(line)),
    });
    const address = await listen(server.app, flags);
    const known = questions === null ? '' : `, with ${questions.size} questions`;
    console.error(`rewards at ${address}/reward and ${address}/openrlhf${known}`);
    await interruptible(async (signal) => {
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
      await server.shutDown(GRACE_MS);
    }, 'Ending once the batches that are being scored have ended');
  } finally {
    questions?.close();
  }
}
