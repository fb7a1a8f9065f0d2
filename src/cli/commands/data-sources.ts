/** `fin-r1 data sources`: the data sets that can be read, where they come from, under which licence, and which are there. */

import { stat } from 'node:fs/promises';
import type { Command } from 'commander';
import { InputError } from '../../core/errors.ts';
import type { Split } from '../../core/question.ts';
import type { Home, Source } from '../../data/index.ts';
import { dataDirFlag } from '../flags.ts';

interface Flags {
  dataDir?: string;
  json?: boolean;
}

interface Listed {
  source: Source;
  /** Undefined where no data directory was given. */
  present: readonly Split[] | undefined;
  /** True when the licence must be accepted by name. */
  gated: boolean;
}

export function dataSourcesCommand(data: Command): void {
  data
    .command('sources')
    .summary('list the data sets that can be read')
    .description(
      'List the data sets that can be read: module of the paper, languages, splits with gold, kinds of answer, how percentages are ' +
        'written, licence, origin; with --data-dir also which splits are there.',
    )
    .addOption(dataDirFlag())
    .option('--json', 'one JSON array, every field in full')
    .addHelpText(
      'after',
      `
Example:
  fin-r1 data sources --data-dir data`,
    )
    .action(async ({ dataDir, json }: Flags) => {
      const { needsAcceptance, presentSplits, sources } = await import('../../data/index.ts');
      if (dataDir !== undefined) await checkFolder(dataDir);
      const listed: Listed[] = [];
      for (const source of sources) {
        const present = dataDir === undefined ? undefined : await presentSplits(source, dataDir);
        listed.push({ source, present, gated: needsAcceptance(source.licence) });
      }
      console.log(json === true ? JSON.stringify(listed.map(plain), null, 2) : sourceTable(listed));
    });
}

async function checkFolder(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory() === true) return;
  throw new InputError(`--data-dir ${path}: there is no such directory`, {
    hint: 'Name the directory that holds finqa/, tfns/, ….',
  });
}

function plain({ source, present, gated }: Listed): object {
  const { id, title, module, home, licence, languages, splits, kinds, unit } = source;
  return { id, title, module, home, licence, acceptance: gated, languages, splits, kinds, unit, present };
}

/** Two lines a source: what can be compared in columns, then title and origin. */
export function sourceTable(listed: readonly Listed[]): string {
  const withPresence = listed.some(({ present }) => present !== undefined);
  const header = ['id', 'module', 'lang', 'gold splits', 'kinds', 'unit', 'licence'];
  const rows = listed.map(({ source, present, gated }) => [
    source.id,
    source.module ?? '-',
    source.languages.join(' '),
    source.splits.join(' '),
    source.kinds.join(' '),
    source.unit ?? '-',
    `${source.licence}${gated ? '*' : ''}`,
    ...(withPresence ? [present === undefined || present.length === 0 ? '-' : present.join(' ')] : []),
  ]);
  const table = [withPresence ? [...header, 'there'] : header, ...rows];
  const widths = table[0]?.map((_, i) => Math.max(...table.map((row) => row[i]?.length ?? 0))) ?? [];
  const [first = '', ...lines] = table.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const told = listed.flatMap(({ source }, i) => [
    lines[i] ?? '',
    ...wrapped(`${source.title}; ${originText(source.home)}`),
  ]);
  const gate = listed.some(({ gated }) => gated)
    ? ['', '* to be accepted by name where the data is read: --accept-licence NAME']
    : [];
  return [first, ...told, ...gate].join('\n');
}

const WIDTH = 116;

/** The text in indented lines. */
function wrapped(text: string): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    if ((lines.at(-1) ?? '').length + word.length >= WIDTH) lines.push('');
    lines.push(`${lines.pop() ?? ''} ${word}`.trimStart());
  }
  return lines.map((line) => `  ${line}`);
}

function originText(home: Home): string {
  switch (home.at) {
    case 'huggingface':
      return `hf.co/datasets/${home.repo}@${shortRevision(home.revision)}`;
    case 'github':
      return `github.com/${home.repo}@${shortRevision(home.revision)}`;
    case 'closed':
      return `never released: ${home.slot}`;
    case 'own':
      return 'your own files';
  }
}

function shortRevision(revision: string): string {
  return /^[0-9a-f]{40}$/.test(revision) ? revision.slice(0, 7) : revision;
}
