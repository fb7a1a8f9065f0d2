/** `fin-r1 check`: files held against rulebooks, each verdict with its rule and the words it rests on. */

import { styleText } from 'node:util';
import { Option, type Command } from 'commander';
import type { CheckedText, NamedFields, TextToCheck } from '../../apps/compliance/index.ts';
import { InputError } from '../../core/errors.ts';
import {
  batchName,
  cacheFlag,
  checksDirFlag,
  listOf,
  personName,
  positiveNumber,
  runsDirFlag,
  textsAtOnceFlag,
} from '../flags.ts';
import { interruptible } from '../interrupt.ts';
import { NOTHING_TO_CHECK, type CheckFlags } from '../open-check.ts';
import { AnswersProgress } from '../answers-progress.ts';
import { Unreadable } from '../unreadable.ts';

interface Flags extends CheckFlags {
  column?: string;
  senderColumn?: string;
  timeColumn?: string;
  json: boolean;
  audit?: string;
  by?: string;
  name?: string;
  checksDir: string;
  keepTexts: boolean;
  concurrency: number;
}

export function checkCommand(program: Command): void {
  program
    .command('check')
    .summary('check texts against compliance rulebooks')
    .description(
      'Hold files against rulebooks: text, Markdown, HTML, PDF, DOCX, e-mail (.eml), chat exports (WhatsApp, WeChat, Slack, Teams, Telegram), CSV and JSON ' +
        'of messages; - is standard input. Every verdict names its rule and quotes the words it rests on. Without --model: rule tests, retrieval and likeness to known breaches.',
    )
    .argument('<file...>', 'files, folders, or - for standard input')
    .addOption(
      new Option(
        '--rules <names>',
        'rulebooks, by name or folder, separated by commas; every text is held against all of them',
      )
        .argParser((text: string, earlier: string[]) => [...earlier, ...listOf(text)])
        .default([], "those of the text's language"),
    )
    .option(
      '--model <model>',
      'a model that reasons on each rule that a text may touch: run:NAME@STAGE, a model folder, gguf:PATH, PROVIDER/NAME, or http://HOST/v1#NAME',
    )
    .option('--date <day>', 'rules as in force on this day, e.g. 2026-11-28 (default: today)')
    .option(
      '--allow-pii',
      'send personal data (ids, cards, phones, e-mail, names, addresses) to models of others as they are',
      false,
    )
    .addOption(
      new Option(
        '--redact',
        'keep personal data from models on this machine too: what answers on localhost may be a gateway to others',
      )
        .default(false)
        .conflicts('allowPii'),
    )
    .option('--column <name>', 'column or key that holds the texts (default: found by its name)')
    .option('--sender-column <name>', 'column or key of who wrote them (default: found by its name)')
    .option('--time-column <name>', 'column or key of when they were written (default: found by its name)')
    .option('--json', 'print one JSON object a text, as JSON lines', false)
    .option('--audit <file>', 'append each verdict to this audit log (docs/audit.md)')
    .option('--by <name>', 'who checks, for the audit log (default: the name of this user)', personName)
    .option('--budget <usd>', 'US dollars that the model may cost', positiveNumber)
    .addOption(
      new Option(
        '--name <name>',
        'keep it as a batch: results, reports (HTML, CSV, JSON), audit log and officer’s queue in checks/NAME; the same command goes on where it was stopped',
      ).argParser(batchName),
    )
    .addOption(checksDirFlag())
    .option('--keep-texts', 'with --name: texts and quotes stand in the audit log too, for ever', false)
    .addOption(textsAtOnceFlag('--name and --model'))
    .addOption(runsDirFlag())
    .addOption(cacheFlag())
    .addHelpText(
      'after',
      `
Examples:
  fin-r1 check brochure.pdf letter.docx
  fin-r1 check chat.txt --rules us-communications,us-best-interest --model openai/gpt-5
  echo "本产品保本保收益" | fin-r1 check -
  fin-r1 check mails/ messages.csv --name march

Ends with 0 when no text breaks a rule, with 1 when one does, with 2 when something could not be read, be it one row or one file (all others are checked).
Texts that need review do not fail.`,
    )
    .action(async (files: string[], flags: Flags) => {
      const found = await interruptible((signal) =>
        flags.name === undefined
          ? checkFiles(files, flags, signal)
          : checkAsBatch(files, flags.name, flags, signal),
      );
      if (found.breaches > 0) process.exitCode = 1;
      // What could not be read may break any rule.
      if (found.unreadable > 0) process.exitCode = 2;
    });
}

interface Found {
  breaches: number;
  /** Files, and rows of files. */
  unreadable: number;
}

async function checkAsBatch(
  files: readonly string[],
  name: string,
  flags: Flags,
  signal: AbortSignal,
): Promise<Found> {
  if (flags.audit !== undefined)
    throw new InputError('--audit does not go with --name: a batch has an audit log of its own');
  if (files.includes('-')) throw new InputError('- does not go with --name: a batch goes on only with files');
  const { userInfo } = await import('node:os');
  const { checkBatch } = await import('../check-batch.ts');
  const by = flags.by ?? userInfo().username;
  return checkBatch(files, { ...flags, name, by }, { fields: fieldsOf(flags), signal });
}

async function checkFiles(files: readonly string[], flags: Flags, signal: AbortSignal): Promise<Found> {
  const { reportText, summaryText } = await import('../../apps/compliance/index.ts');
  const { openCheck } = await import('../open-check.ts');
  const { checker, close } = await openCheck(flags, signal);
  const audit = flags.audit === undefined ? null : await openAudit(flags.audit, flags.by);
  const paint: Parameters<typeof reportText>[2] = (style, text) =>
    styleText(style, text, { stream: process.stdout });
  const all: CheckedText[] = [];
  const unreadable = new Unreadable();
  const progress = new AnswersProgress();
  try {
    for await (const text of textsOf(files, flags, unreadable, signal)) {
      const checked = await checker.check(text, signal, progress.ofText(text.id));
      progress.close();
      await audit?.append(checked);
      all.push(checked);
      if (flags.json) console.log(JSON.stringify(checked));
      else console.log(`${reportText(text, checked, paint)}\n`);
    }
  } finally {
    progress.close();
    await audit?.close();
    await close();
  }
  if (all.length === 0) throw new InputError(NOTHING_TO_CHECK);
  if (!flags.json) console.log(summaryText(all));
  unreadable.sumUp();
  const breaches = all.filter(({ decision }) => decision === 'breach').length;
  return { breaches, unreadable: unreadable.count };
}

function fieldsOf({ column, senderColumn, timeColumn }: Flags): NamedFields {
  return {
    ...(column !== undefined && { text: column }),
    ...(senderColumn !== undefined && { sender: senderColumn }),
    ...(timeColumn !== undefined && { time: timeColumn }),
  };
}

async function* textsOf(
  files: readonly string[],
  flags: Flags,
  unreadable: Unreadable,
  signal: AbortSignal,
): AsyncGenerator<TextToCheck> {
  const { filesIn, readTexts } = await import('../../apps/compliance/index.ts');
  const options = {
    ...{ fields: fieldsOf(flags), signal },
    onNote: (note: string) => console.error(`note: ${note}`),
    onUnreadable: (fault: InputError) => unreadable.addRow(fault),
  };
  // A path that is not there is a slip in the command: told before anything is checked.
  const paths = files.flatMap((file) => (file === '-' ? [file] : filesIn([file]).map(({ path }) => path)));
  for (const path of paths) {
    try {
      const given = path === '-' ? { name: 'stdin', bytes: await standardInput() } : path;
      yield* readTexts(given, options);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      unreadable.addFile(error);
    }
  }
}

async function standardInput(): Promise<Uint8Array> {
  if (process.stdin.isTTY) {
    throw new InputError('- reads standard input, which is a terminal here', {
      hint: 'Pipe a text in: echo "…" | fin-r1 check -',
    });
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

async function openAudit(path: string, by: string | undefined) {
  const { userInfo } = await import('node:os');
  const { AuditLog } = await import('../../audit/index.ts');
  const { VERDICT, verdictBody } = await import('../../apps/compliance/index.ts');
  const log = await AuditLog.open(path);
  const who = { name: by ?? userInfo().username, key: null };
  return {
    append: (checked: CheckedText) => log.append(VERDICT, { ...verdictBody(checked, who, null) }),
    close: () => log.close(),
  };
}
