/** `report.csv`: a row a finding, and one for each text without any. Nothing in it is a formula to a spreadsheet. */

import { byText } from '../verdict-record.ts';
import type { BatchReport, ReportText } from './batch-report.ts';

const columns = [
  ...[
    'id',
    'sender',
    'time',
    'decision',
    'rule',
    'title',
    'citation',
    'severity',
    'quote',
    'reason',
    'suggestion',
  ],
  ...['by', 'notes', 'manipulations', 'state', 'assignee', 'officer', 'officer reason'],
  ...['input sha256', 'rulebook version', 'model'],
] as const;

/** As UTF-8 with the mark by which Excel knows it. */
export function csvReport({ texts }: BatchReport): string {
  const rows = texts.flatMap(rowsOf);
  return `\uFEFF${[columns, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

function rowsOf({ text, checked, items }: ReportText): string[][] {
  const { id, sender = '', time = '' } = text;
  const manipulations = checked.manipulations.map(({ kind, quote }) => `${kind}: ${quote.text}`).join('; ');
  const of = (decision: string, finding: readonly string[], version: string): string[] => [
    ...[id, sender, time, decision],
    ...finding.slice(0, 9),
    manipulations,
    ...finding.slice(9),
    ...[checked.inputHash, version, checked.model ?? ''],
  ];
  if (items.length === 0)
    return [
      of(
        checked.decision,
        Array.from({ length: 13 }, () => ''),
        '',
      ),
    ];
  return items.map(({ decision, rule, found, state, assignee, history }) => {
    const last = history.at(-1);
    return of(
      decision,
      [
        ...[rule.id, found?.rule.title ?? '', found?.rule.citation ?? '', rule.severity],
        ...[
          found?.quotes.map((quote) => quote.text).join(' … ') ?? '',
          found?.reason ?? '',
          found?.suggestion ?? '',
        ],
        ...[found === null ? '' : byText(found.by), found?.notes.join('; ') ?? ''],
        ...[state, assignee ?? '', last?.by ?? '', last?.reason ?? ''],
      ],
      rule.version,
    );
  });
}

/** Spreadsheets take a cell for a formula that begins with one of these, also in full width, or behind a blank. */
const FORMULA = /^\s*[=+\-@|%\t\r＝＋－＠｜]/u;

function cell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n;\t']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
