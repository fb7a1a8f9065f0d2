/** `fin-r1 sample`: type a question, see reasoning and answer, each number marked by where it comes from. */

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
  maxTokens: number;
  samples: number;
  seed: number;
  dataDir?: string;
  runsDir: string;
}

export function sampleCommand(program: Command): void {
  program
    .command('sample')
    .summary('ask a model, see its reasoning and answer')
    .description(
      'Ask a model a question given here, a held-out one (--question), or, without either, line by line what you type (\\n for a new line).',
    )
    .argument('[prompt]', 'what to ask')
    .addOption(modelFlag())
    .option(
      '--question <id>',
      'a held-out question: its id, or a benchmark to draw one from (--seed chooses): finsim, finsim-finqa, …; with --data-dir finqa, convfinqa, tfns',
    )
    .option('--temperature <t>', '0 is greedy', nonNegativeNumber, 0)
    .option('--max-tokens <n>', 'longest answer', positiveWholeNumber, 128)
    .option('--samples <n>', 'answers to each question', positiveWholeNumber, 1)
    .option('--seed <n>', 'seed of sampling', wholeNumber, 1)
    .addOption(dataDirFlag())
    .addOption(runsDirFlag())
    .addHelpText(
      'after',
      `
Examples:
  fin-r1 sample --model run:quickstart@grpo --question finsim-finqa
  fin-r1 sample --model run:quickstart@sft "Bazi raises its outlook. sentiment?"
  fin-r1 sample --model run:quickstart@grpo --temperature 1 --samples 3`,
    )
    .action(async (prompt: string | undefined, flags: Flags) => {
      if (prompt !== undefined && flags.question !== undefined) {
        throw new InputError('sample: a prompt and --question were given', {
          hint: `Leave out one of them; a held-out question brings its own prompt.`,
        });
      }
      const { heldOutQuestion, openModel } = await import('../../recipe/index.ts');
      const { askPrompt, askQuestion } = await import('../ask.ts');
      const { converse } = await import('../converse.ts');
      const opened = await openModel(flags.model, flags.runsDir);
      try {
        if (flags.question !== undefined) {
          const warn = (message: string): void => console.error(`warning: ${message}`);
          const question = await heldOutQuestion(flags.question, { ...flags, recipe: opened.recipe, warn });
          console.log(await askQuestion(opened.model, question, flags));
          return;
        }
        if (prompt !== undefined) {
          console.log(await askPrompt(opened.model, prompt, flags));
          return;
        }
        await converse((line) => askPrompt(opened.model, line, flags));
      } finally {
        await opened.close();
      }
    });
}
