/** `fin-r1 eval`. */

import { relative } from 'node:path';
import type { Command } from 'commander';
import type { EvaluationProgress } from '../../recipe/index.ts';
import type { PoolEvent } from '../../models/index.ts';
import {
  acceptLicenceFlag,
  cacheFlag,
  dataDirFlag,
  judgeFlag,
  listOf,
  nameFlag,
  nonNegativeNumber,
  positiveWholeNumber,
  protocolFlag,
  runsDirFlag,
  seedFlag,
  selectFlag,
  shareAboveZero,
} from '../flags.ts';
import type { Choice } from '../../evaluate/index.ts';
import { interruptible } from '../interrupt.ts';

interface Flags {
  model?: string;
  recipe?: string;
  benchmarks?: string[];
  list: boolean;
  limit?: number;
  samples?: number;
  select: Choice;
  temperature?: number;
  topP?: number;
  maxTokens?: number;
  prompt?: 'trained' | 'benchmark';
  judge?: string;
  protocol: string[];
  seed?: number;
  name?: string;
  dataDir?: string;
  runsDir: string;
  cache?: string;
  concurrency?: number;
  acceptLicence: string[];
  json: boolean;
}

export function evalCommand(program: Command): void {
  program
    .command('eval')
    .summary('evaluate a model on benchmarks')
    .description(
      'Ask a model every question of some benchmarks, score each answer, and write a run folder with every answer, its verdict and its ' +
        'reasoning checked: results.json, report.html. The same command goes on where it was stopped.',
    )
    .option(
      '--model <model>',
      'run:NAME@STAGE, a model folder, gguf:PATH, PROVIDER/NAME, http://HOST/v1#NAME, teacher:NAME, or baseline:majority',
    )
    .option(
      '--recipe <recipe>',
      'what trained the model, where it is not named as run:NAME@STAGE: its system prompt, prompts, lengths and benchmarks are taken',
    )
    .option(
      '--benchmarks <list>',
      "names separated by commas; NAME@SPLIT for another split (default: those of the model's recipe, else finsim)",
      listOf,
    )
    .option('--list', 'say what each benchmark is: split, prompt, rules, traps, published scores', false)
    .option(
      '--limit <n>',
      'questions a benchmark, at most: a seeded sample of them (default: all)',
      positiveWholeNumber,
    )
    .option(
      '--samples <k>',
      'answers a question; for pass@k, majority vote and best of k (default: 1)',
      positiveWholeNumber,
    )
    .addOption(selectFlag())
    .option(
      '--temperature <t>',
      "0 is greedy (default: the recipe's, else 0; where that is 0 and there are several samples, 0.6)",
      nonNegativeNumber,
    )
    .option(
      '--top-p <p>',
      "share of the likeliest tokens to draw from, above 0 (default: the recipe's, else 1)",
      shareAboveZero,
    )
    .option(
      '--max-tokens <n>',
      "longest answer, thinking included (default: the recipe's, else 4096)",
      positiveWholeNumber,
    )
    .option(
      '--prompt <kind>',
      "benchmark: the benchmark's prompt file; trained: what fin-r1 trains on (default: trained for models of a run)",
    )
    .addOption(judgeFlag())
    .addOption(protocolFlag())
    .addOption(seedFlag("the recipe's, else 1"))
    .addOption(nameFlag('made of model and settings'))
    .addOption(dataDirFlag())
    .addOption(acceptLicenceFlag())
    .addOption(runsDirFlag())
    .addOption(cacheFlag())
    .option(
      '--concurrency <n>',
      'requests at once, at most, for models behind HTTP (default: 64)',
      positiveWholeNumber,
    )
    .option('--json', 'print one JSON object instead of the tables', false)
    .addHelpText(
      'after',
      `
Examples:
  fin-r1 eval --model run:quickstart@grpo
  fin-r1 eval --model http://localhost:8000/v1#Fin-R1 --benchmarks finqa,convfinqa,tfns --data-dir data
  fin-r1 eval --model http://localhost:8000/v1#my-fin-r1 --recipe fin-r1-7b --data-dir data
  fin-r1 eval --model gguf:fin-r1.gguf --benchmarks finqa@dev --limit 200 --samples 8 --select supported --data-dir data
  fin-r1 eval --model openai/gpt-5 --benchmarks finqa --protocol all --data-dir data

Afterwards: fin-r1 score RUN scores the same answers anew, fin-r1 compare A B tests two runs on the same questions.`,
    )
    .action(async (flags: Flags) => {
      if (flags.list) await listBenchmarks();
      else await evaluate(flags);
    });
}

async function listBenchmarks(): Promise<void> {
  const { benchmarkList } = await import('../../recipe/index.ts');
  console.log(benchmarkList());
}

async function evaluate(flags: Flags): Promise<void> {
  const { evaluateRun, evaluationView, findRecipe, readRecipe } = await import('../../recipe/index.ts');
  const { findProtocol, percent } = await import('../../evaluate/index.ts');
  const { InputError } = await import('../../core/errors.ts');
  const { ProgressLines } = await import('../progress.ts');
  const { model, prompt, recipe } = flags;
  if (model === undefined) {
    throw new InputError('--model is missing.', {
      hint: 'Name the model to be evaluated, e.g. --model run:quickstart@grpo; --list says what the benchmarks are.',
    });
  }
  if (prompt !== undefined && prompt !== 'trained' && prompt !== 'benchmark')
    throw new InputError(`--prompt ${String(prompt)}: give benchmark or trained.`);
  for (const id of flags.protocol) if (id !== 'all') findProtocol(id);
  const progress = new ProgressLines();
  const begun = performance.now();
  const onProgress = ({ benchmark, done, total, asked, accuracy }: EvaluationProgress): void => {
    const rate = (1000 * asked) / (performance.now() - begun);
    const metric = `${benchmark} ${percent(accuracy)} % correct`;
    const units = { unit: 'questions', rateUnit: 'questions' } as const;
    progress.progress({
      stage: 'evaluate',
      done,
      total,
      ...units,
      rate,
      metric,
      secondsLeft: asked === 0 ? undefined : (total - done) / rate,
    });
  };
  try {
    const written = await interruptible((signal) =>
      evaluateRun({
        ...flags,
        ...{ model, prompt, signal, onProgress },
        recipe: recipe === undefined ? undefined : readRecipe(findRecipe(recipe)),
        cachePath: flags.cache,
        acceptedLicences: flags.acceptLicence,
        warn: (message) => progress.warn(message),
        onBegun: () => progress.begun('evaluate'),
        onEvent: (event: PoolEvent) => {
          if (event.kind === 'progress') progress.requests(event);
        },
      }),
    );
    progress.ended('evaluate', '');
    const view = await evaluationView(written, { protocols: flags.protocol, select: flags.select });
    console.log(flags.json ? JSON.stringify(view.json) : view.text);
    if (!flags.json)
      console.log(
        `\nreport   ${relative('.', written.reportPath)}\nrun      ${relative('.', written.directory)}`,
      );
  } finally {
    progress.close();
  }
}
