/**
 * The command line `fin-r1`. Ends with 0 when all is well, 1 when something failed, 2 when the input or the place to write to
 * cannot be used, 3 when training diverged, 130 when it was stopped.
 */

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { z } from 'zod';
import { writeFailure } from '../core/file-errors.ts';
import { adviseCommand } from './commands/advise.ts';
import { auditCommand } from './commands/audit.ts';
import { checkCommand } from './commands/check.ts';
import { compareCommand } from './commands/compare.ts';
import { dataCommand } from './commands/data.ts';
import { evalCommand } from './commands/eval.ts';
import { keysCommand } from './commands/keys.ts';
import { modelsCommand } from './commands/models.ts';
import { queueCommand } from './commands/queue.ts';
import { quickstartCommand } from './commands/quickstart.ts';
import { reportCommand } from './commands/report.ts';
import { rewardCommand } from './commands/reward.ts';
import { rulesCommand } from './commands/rules.ts';
import { runCommand } from './commands/run.ts';
import { sampleCommand } from './commands/sample.ts';
import { scoreCommand } from './commands/score.ts';
import { serveCommand } from './commands/serve.ts';
import { tinkerCommand } from './commands/tinker.ts';
import { uiCommand } from './commands/ui.ts';
import { exitCodeOf, explainError } from './explain-error.ts';

/** From `src/cli` and `dist/cli` alike. */
function version(): string {
  const path = join(dirname(dirname(import.meta.dirname)), 'package.json');
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(path, 'utf8'))).version;
}

const program = new Command('fin-r1')
  .description('Make, prove and use financial reasoning models: the Fin-R1 recipe on one machine')
  .version(version(), '-V, --version', 'print the version of fin-r1')
  .helpOption('-h, --help', 'print this help, or that of a command')
  .showHelpAfterError('(fin-r1 --help shows what there is)')
  .exitOverride()
  .addHelpText(
    'after',
    `
Examples:
  fin-r1 quickstart                       train a nano model from nothing in minutes, and see what each stage adds
  fin-r1 sample --model run:quickstart@grpo --question finsim-finqa
  fin-r1 run recipes/tfns-nano.yaml --data-dir data

A run can be stopped at any time (Ctrl-C); the same command goes on from there.
Exit codes: 0 done, 1 failed, 2 input or disk cannot be used, 3 training diverged, 4 budget spent, 130 stopped.`,
  );
for (const add of [
  ...[quickstartCommand, runCommand, dataCommand, evalCommand, scoreCommand, compareCommand],
  ...[sampleCommand, serveCommand, tinkerCommand, rewardCommand, uiCommand, keysCommand],
  ...[modelsCommand, reportCommand],
  ...[checkCommand, queueCommand, rulesCommand, auditCommand, adviseCommand],
])
  add(program);

// A reader that has seen enough, such as `| head`, is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  const failure = writeFailure('the output', error);
  console.error(explainError(failure));
  process.exit(exitCodeOf(failure));
});

try {
  if (process.argv.length <= 2) program.outputHelp();
  else await program.parseAsync();
} catch (error) {
  // Commander has printed its own message.
  if (!(error instanceof CommanderError)) console.error(explainError(error));
  process.exitCode = exitCodeOf(error);
}
