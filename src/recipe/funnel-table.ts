/** The data funnel of a run for the terminal: what became of the questions, by source, and why the rest was dropped. */

import { z } from 'zod';
import type { RunFolder } from '../core/run-folder.ts';
import { funnelNotes } from '../data/index.ts';
import { countText } from '../evaluate/index.ts';
import { reasonLines } from './reason-lines.ts';

const columns = {
  asked: 'asked',
  answered: 'answered',
  correct: 'correct',
  wellReasoned: 'well reasoned',
  sft: 'to SFT',
  rl: 'to RL',
  dropped: 'dropped',
  setAside: 'set aside',
} as const;
const keys = Object.keys(columns) as (keyof typeof columns)[];

const reasons = z.record(z.string(), z.number());
const countsSchema = z.object({
  asked: z.number(),
  answered: z.number(),
  correct: z.number(),
  wellReasoned: z.number(),
  sft: z.number(),
  rl: z.number(),
  dropped: z.number(),
  setAside: z.number().default(0),
  quarantined: z.number(),
  dropReasons: reasons,
  rlReasons: reasons,
  setAsideReasons: reasons.default({}),
  excludedReasons: reasons,
  criteriaMissed: reasons,
});
const funnelSchema = z.object({
  teacher: z.string(),
  total: countsSchema,
  bySource: z.record(z.string(), countsSchema),
});

/** Several lines; empty when the run has built no data. */
export function funnelTable(run: RunFolder): string {
  if (!run.has('data', 'funnel.json')) return '';
  const { teacher, total, bySource } = run.readJson('data/funnel.json', funnelSchema);
  const rows = [...Object.entries(bySource), ['total', total] as const].map(([name, counts]) => [
    name,
    ...keys.map((key) => countText(counts[key])),
  ]);
  const table = [['questions', ...Object.values(columns)], ...rows];
  const widths = table[0]?.map((_, i) => Math.max(...table.map((row) => row[i]?.length ?? 0))) ?? [];
  const lines = table.map((row) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  '),
  );
  return [
    ...lines,
    ...funnelNotes(total, teacher).flatMap((note) => ['', note]),
    ...titledLines('dropped because', total.dropReasons),
    ...titledLines('to RL because', total.rlReasons),
    ...titledLines('set aside because', total.setAsideReasons),
    ...titledLines('criteria of the reasoning check that samples missed', total.criteriaMissed),
    ...titledLines('rows left out before asking', total.excludedReasons),
    ...titledLines(
      'broken lines',
      total.quarantined > 0 ? { 'see data/quarantine.jsonl': total.quarantined } : {},
    ),
  ].join('\n');
}

function titledLines(title: string, counts: Readonly<Record<string, number>>): string[] {
  const lines = reasonLines(counts);
  return lines.length === 0 ? [] : ['', `${title}:`, ...lines];
}
