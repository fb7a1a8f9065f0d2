/** `fin-r1 advise`: a profile, prices and products become an advice, or a refusal that says why. */

import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import type { Assumptions } from '../../apps/advisory/index.ts';
import {
  fraction,
  personName,
  positiveNumber,
  positiveWholeNumber,
  runsDirFlag,
  wholeNumber,
} from '../flags.ts';
import { interruptible } from '../interrupt.ts';

export interface AdviseFlags extends Partial<Assumptions> {
  profile?: string;
  market?: string;
  products?: string;
  model?: string;
  language: 'en' | 'zh';
  out: string;
  pdf: boolean;
  json: boolean;
  audit?: string;
  by?: string;
  budget?: number;
  runsDir: string;
  new?: string;
  example?: string;
}

export function adviseCommand(program: Command): void {
  program
    .command('advise')
    .summary('compute and explain an investment proposal for a client')
    .description(
      "Score a client's profile, let the suitability gate decide what may be said, compute a portfolio and its risks, and explain it: every number " +
        'is bound to a computed figure. Without --model the explanation is put together from sentences of the program. No orders are placed.',
    )
    .option('--profile <file>', "the client's answers (YAML); --new writes an empty one")
    .option('--market <file>', 'prices: CSV (long or wide) or Parquet')
    .option('--products <file>', 'what may be advised (YAML); --example shows one')
    .option(
      '--model <model>',
      'writes the explanation: run:NAME@STAGE, a model folder, gguf:PATH, PROVIDER/NAME, or http://HOST/v1#NAME',
    )
    .option('--out <dir>', 'where advice.json and report.html are written', 'advice')
    .option('--pdf', 'write report.pdf too', false)
    .option('--json', 'print the advice as one JSON object instead of a summary', false)
    .option('--inflation <share>', 'a year (default: 0.02)', fraction)
    .option('--gains-tax <share>', 'of gains when they are taken (default: 0)', fraction)
    .option('--trading-cost <share>', 'of what is bought or sold (default: 0.001)', fraction)
    .option('--fee <share>', 'for advice or custody, a year, of assets (default: 0)', fraction)
    .option('--paths <n>', 'simulated paths (default: 10000)', positiveWholeNumber)
    .option('--seed <n>', 'seed of all randomness (default: 1)', wholeNumber)
    .option('--audit <file>', 'append the advice to this audit log (docs/audit.md)')
    .option('--by <name>', 'who advises, for the audit log (default: the name of this user)', personName)
    .option('--budget <usd>', 'US dollars that the model may cost', positiveNumber)
    .option('--new <file>', 'write an empty profile with all questions, and do nothing else')
    .option(
      '--example <dir>',
      'write a made-up profile, market and product list to try with, and do nothing else',
    )
    .option('--language <language>', 'of what --new and --example write: en or zh', language, 'en')
    .addOption(runsDirFlag())
    .addHelpText(
      'after',
      `
Examples:
  fin-r1 advise --example try
  fin-r1 advise --profile try/profile.yaml --market try/prices.csv --products try/products.yaml --pdf
  fin-r1 advise --new profile.yaml --language zh

Ends with 0 when a proposal was made, with 1 when none may be made, with 2 when the input cannot be used.`,
    )
    .action(async (flags: AdviseFlags) => {
      const { adviseClient, writeExample, writeTemplate } = await import('../advise-client.ts');
      if (flags.new !== undefined) writeTemplate(flags.new, flags.language);
      else if (flags.example !== undefined) writeExample(flags.example, flags.language);
      else if (!(await interruptible((signal) => adviseClient(flags, signal)))) process.exitCode = 1;
    });
}

function language(text: string): string {
  if (text === 'en' || text === 'zh') return text;
  throw new InvalidArgumentError('Give en or zh.');
}
