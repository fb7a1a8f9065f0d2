/** `fin-r1 sample`: ask any model, see thinking and answer, each number marked by where it comes from. */

import type { Command } from 'commander';
import { InputError } from '../../core/errors.ts';
import {
  dataDirFlag,
  modelFlag,
  nonNegativeNumber,
  positiveWholeNumber,
  runsDirFlag,
  wholeNumber,
} from '../flags.ts';

interface Flags {
  model: string;
  question?: string;
  temperature: number;
  maxTokens?: number;
  samples: number;
  seed: number;
  dataDir?: string;
  runsDir: string;
  pull: boolean;
  system?: string;
  context?: number;
}

/** Models of a run answer in a few lines; others think at length. */
const [LONGEST_HERE, LONGEST_ELSEWHERE] = [128, 1024];

export function sampleCommand(program: Command): void {
  program
    .command('sample')
    .summary('ask any model, see its thinking and answer')
    .description(
      'Ask a model a question given here, a held-out one (--question), or, without either, line by line what you type (\\n for a new line).',
    )
    .argument('[prompt]', 'what to ask')
    .addOption(modelFlag())
    .option(
      '--question <id>',
      'a held-out question: its id, or a benchmark to draw one from (--seed chooses): finsim, finsim-finqa, …; with --data-dir finqa, convfinqa, tfns',
    )
    .option(
      '--system <text>',
      "what the model is told first (default: the systemPrompt of the run's recipe, if any)",
    )
    .option('--temperature <t>', '0 is greedy', nonNegativeNumber, 0)
    .option(
      '--max-tokens <n>',
      `longest answer, thinking included (default: ${LONGEST_HERE} for models of a run, ${LONGEST_ELSEWHERE} for others)`,
      positiveWholeNumber,
    )
    .option('--samples <n>', 'answers to each question', positiveWholeNumber, 1)
    .option('--seed <n>', 'seed of sampling', wholeNumber, 1)
    .option(
      '--context <n>',
      'of gguf: models, tokens of prompt and answer together (default: 4096)',
      positiveWholeNumber,
    )
    .option('--pull', 'fetch a hf: model first where it is not there', false)
    .addOption(dataDirFlag())
    .addOption(runsDirFlag())
    .addHelpText(
      'after',
      `
Examples:
  fin-r1 sample --model run:quickstart@grpo --question finsim-finqa
  fin-r1 sample --model run:quickstart@sft "Bazi raises its outlook. sentiment?"
  fin-r1 sample --model run:quickstart@grpo --temperature 1 --samples 3
  fin-r1 sample --model gguf:fin-r1-Q4_K_M.gguf "Revenue was 48 and is 63 million. By how much did it grow?"
  fin-r1 sample --model hf:HuggingFaceTB/SmolLM2-135M-Instruct --pull "What is a bond?"`,
    )
    .action(async (prompt: string | undefined, flags: Flags) => {
      if (prompt !== undefined && flags.question !== undefined) {
        throw new InputError('sample: a prompt and --question were given', {
          hint: `Leave out one of them; a held-out question brings its own prompt.`,
        });
      }
      if (prompt?.trim() === '') {
        throw new InputError('sample: the prompt is empty', {
          hint: 'Write what to ask, or leave the prompt out to ask line by line.',
        });
      }
      const { toldModel } = await import('../../models/index.ts');
      const { heldOutQuestion, openModel } = await import('../../recipe/index.ts');
      const { askPrompt, askQuestion } = await import('../ask.ts');
      const { converse } = await import('../converse.ts');
      const { TokenTicker } = await import('../token-ticker.ts');
      if (flags.pull) await pullUnlessThere(flags.model);
      const ticker = new TokenTicker();
      const opened = await openModel(flags.model, flags.runsDir, {
        samples: flags.samples,
        ...(flags.context !== undefined && { contextLength: flags.context }),
        onToken: () => ticker.token(),
      });
      const isTrainedHere = opened.recipe !== null;
      const longest = isTrainedHere ? LONGEST_HERE : LONGEST_ELSEWHERE;
      const options = { ...flags, maxTokens: flags.maxTokens ?? longest, isTrainedHere };
      const model = toldModel(ticker.over(opened.model), flags.system);
      try {
        if (flags.question !== undefined) {
          const warn = (message: string): void => console.error(`warning: ${message}`);
          const question = await heldOutQuestion(flags.question, { ...flags, recipe: opened.recipe, warn });
          console.log(await askQuestion(model, question, options));
          return;
        }
        if (prompt !== undefined) {
          console.log(await askPrompt(model, prompt, options));
          return;
        }
        await converse((line) => askPrompt(model, line, options));
      } finally {
        await opened.close();
      }
    });
}

/** A string that names no model of the hub is not fetched. */
async function pullUnlessThere(model: string): Promise<void> {
  const { isHf, isPulled } = await import('../../models/index.ts');
  const { pullShown } = await import('../pull-shown.ts');
  if (!isHf(model)) {
    throw new InputError(`--pull: ${model} is no model of the hub`, {
      hint: 'Only hf:ORG/NAME can be fetched.',
    });
  }
  if (!isPulled(model)) await pullShown(model);
}
