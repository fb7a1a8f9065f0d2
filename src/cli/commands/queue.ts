/** `fin-r1 queue …`: what a batch found, as an officer decides about it. */

import type { Command } from 'commander';
import { Option } from 'commander';
import { checksDirFlag, personName, positiveWholeNumber } from '../flags.ts';
import type { ActFlags, ListFlags } from '../officer-queue.ts';

const BATCH = 'batch in --checks-dir, its folder, or an audit log';

export function queueCommand(program: Command): void {
  const queue = program
    .command('queue')
    .summary('decide about what checks found')
    .description(
      'The findings of a batch that `fin-r1 check --name` made, or of the checks of a server: list them, accept, overrule with a reason, assign. Every act is a record of the audit log (docs/audit.md). The page has the same queue.',
    );
  queue
    .command('list')
    .summary('findings, the gravest first')
    .argument('<batch>', BATCH)
    .addOption(
      new Option('--state <state>', 'only these').choices(['open', 'assigned', 'accepted', 'overruled']),
    )
    .addOption(new Option('--decision <decision>', 'only these').choices(['breach', 'needs review']))
    .addOption(
      new Option('--severity <severity>', 'only these').choices(['low', 'medium', 'high', 'critical']),
    )
    .option('--rule <id>', 'only of this rule')
    .option('--assignee <name>', 'only those assigned to somebody')
    .option('--search <words>', 'only with these words in text, sender or reason')
    .option('--limit <n>', 'at most so many', positiveWholeNumber, 20)
    .option('--json', 'print a JSON object a finding, as JSON lines', false)
    .addOption(checksDirFlag())
    .action(async (batch: string, flags: ListFlags) => {
      const { listFindings } = await import('../officer-queue.ts');
      listFindings(batch, flags);
    });
  const act = (name: 'accept' | 'overrule' | 'assign', summary: string): Command =>
    queue
      .command(name)
      .summary(summary)
      .argument('<batch>', BATCH)
      .argument('<items...>', 'ids of findings, as `list` tells them: 12:us-2210-promissory')
      .option('--by <name>', 'who decides, for the audit log (default: the name of this user)', personName)
      .addOption(checksDirFlag())
      .action(async (batch: string, items: string[], flags: ActFlags) => {
        const { actOnFindings } = await import('../officer-queue.ts');
        await actOnFindings(batch, items, name, flags);
      });
  act('accept', 'they are breaches').option(
    '--reason <text>',
    'why; needed where another officer has overruled them',
  );
  act('overrule', 'they are none')
    .requiredOption('--reason <text>', 'why')
    .addOption(
      new Option('--as <decision>', 'what they are')
        .choices(['compliant', 'not applicable'])
        .default('compliant'),
    );
  act('assign', 'somebody shall decide')
    .requiredOption('--to <name>', 'who')
    .option('--reason <text>', 'why');
  queue
    .command('export')
    .summary('what was decided, to improve rules and models')
    .description(
      'Write what officers have accepted and overruled: as labelled texts that `fin-r1 rules test` reads (calibration), or as yes-or-no questions that a recipe trains on (questions), with personal data taken out.',
    )
    .argument('<batch>', BATCH)
    .addOption(
      new Option('--as <kind>', 'what for').choices(['calibration', 'questions']).makeOptionMandatory(),
    )
    .requiredOption('--out <file>', 'where the rows go, as JSON lines')
    .addOption(checksDirFlag())
    .action(
      async (batch: string, flags: { as: 'calibration' | 'questions'; out: string; checksDir: string }) => {
        const { exportDecided } = await import('../officer-queue.ts');
        exportDecided(batch, flags);
      },
    );
  queue.addHelpText(
    'after',
    `
Examples:
  fin-r1 queue list march --state open --severity critical
  fin-r1 queue overrule march 12:us-2210-promissory --reason "It quotes a regulator's warning."
  fin-r1 queue export march --as questions --out data/overruled.jsonl`,
  );
}
