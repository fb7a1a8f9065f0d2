/** `fin-r1 data calibrate --judge MODEL`. */

import { join } from 'node:path';
import type { Command } from 'commander';
import { cacheFlag, positiveWholeNumber, runsDirFlag, wholeNumber } from '../flags.ts';
import { interruptible } from '../interrupt.ts';

interface Flags {
  judge: string;
  limit?: number;
  concurrency: number;
  maxTokens: number;
  seed: number;
  json: boolean;
  cache?: string;
  runsDir: string;
}

export function dataCalibrateCommand(data: Command): void {
  data
    .command('calibrate')
    .summary('put a judge on trial')
    .description(
      'Ask a judge about answer pairs and traces that were labelled by hand, in Chinese and English: accuracy and kappa with ' +
        'intervals, what it does when the order is turned round or a wrong answer is padded, and whether it may be used. The ' +
        'result is kept in --runs-dir, and the card of a data set built with this judge quotes it. Ends with 1 when the judge must not be used.',
    )
    .requiredOption(
      '--judge <model>',
      'model string of the judge, e.g. dashscope/qwen2.5-72b-instruct or http://host/v1#name',
    )
    .option(
      '--limit <n>',
      'ask only about the first n of both files, which are mixed (the result is not kept)',
      positiveWholeNumber,
    )
    .option('--concurrency <n>', 'requests at once, at most', positiveWholeNumber, 32)
    .option('--seed <n>', 'seed of the intervals', wholeNumber, 1)
    .option(
      '--max-tokens <n>',
      'longest verdict, thinking included; as data.judging of the recipe',
      positiveWholeNumber,
      4096,
    )
    .option('--json', 'print one JSON object instead of the table', false)
    .addOption(cacheFlag())
    .addOption(runsDirFlag())
    .addHelpText(
      'after',
      `
Examples:
  fin-r1 data calibrate --judge dashscope/qwen2.5-72b-instruct
  fin-r1 data calibrate --judge http://127.0.0.1:8000/v1#qwen2.5-72b --limit 20`,
    )
    .action(async (flags: Flags) => {
      const { judge, limit, concurrency, maxTokens, seed, runsDir, json } = flags;
      const data = await import('../../data/index.ts');
      const { openModelPool } = await import('../../models/index.ts');
      const { makeFolder } = await import('../../core/make-folder.ts');
      const { ProgressLines } = await import('../progress.ts');
      const set = data.readCalibrationSet(limit);
      makeFolder(runsDir);
      const progress = new ProgressLines();
      const begun = performance.now();
      const calibration = await interruptible(async (signal) => {
        const pool = openModelPool({
          cachePath: flags.cache ?? join(runsDir, 'requests.sqlite'),
          runsDirectory: runsDir,
          limits: { concurrency },
          signal,
        });
        try {
          const model = await pool.open(judge, 'calibration');
          progress.begun('calibrate');
          return await data.calibrate(model, set, {
            seed,
            judging: { maxTokens },
            onVerdict: (done, total) => {
              const rate = (1000 * done) / (performance.now() - begun);
              const counted = {
                stage: 'calibrate',
                done,
                total,
                rate,
                metric: '',
                secondsLeft: (total - done) / rate,
              };
              progress.progress({ ...counted, unit: 'verdicts', rateUnit: 'verdicts' });
            },
          });
        } finally {
          await pool.close();
        }
      }).finally(() => progress.close());
      if (limit === undefined) data.saveCalibration(data.calibrationPath(runsDir, judge), calibration);
      progress.ended('calibrate', '');
      const standings = {
        answers: data.answerStanding(calibration),
        reasoning: data.reasoningStanding(calibration),
      };
      console.log(json ? JSON.stringify({ ...calibration, standings }) : data.calibrationTable(calibration));
      if (!standings.answers.usable || !standings.reasoning.usable) process.exitCode = 1;
    });
}
