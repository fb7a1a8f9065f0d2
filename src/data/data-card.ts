/**
 * The data card: `README.md` with the front matter that a Hugging Face data set needs. The licence is the union of the licences of the
 * rows, never a default; every dropped row is accounted for. Module shares follow the paper's Table 3.
 */

import { stringify } from 'yaml';

import { funnelNotes } from './funnel-notes.ts';
import type { Funnel, FunnelCounts } from './funnel.ts';
import { promptVersion } from './prompt.ts';
import { sources } from './sources/index.ts';
import { homePage } from './sources/source.ts';

export interface DataCardInput {
  teacher: string;
  samplesPerQuestion: number;
  seed: number;
  funnel: Funnel;
  licences: ReadonlySet<string>;
  languages: ReadonlySet<string>;
  /** Who wrote the traces that were kept. */
  teachers: ReadonlySet<string>;
}

/** The paper's modules (Table 3) with its shares and the sources that belong to each here. */
const modules: readonly { name: string; paperShare: string; sources: readonly string[] }[] = [
  {
    name: 'financial advanced business knowledge',
    paperShare: '25.01 %',
    sources: ['finqa', 'convfinqa', 'tfns', 'finsim-finqa', 'finsim-convfinqa', 'finsim-tfns'],
  },
  { name: 'financial basic business knowledge', paperShare: '51.32 %', sources: ['finsim-ant'] },
  { name: 'financial professional knowledge', paperShare: '23.42 %', sources: ['finsim-instruct'] },
  { name: 'financial code', paperShare: '0.25 %', sources: [] },
];

const stages: readonly (keyof FunnelCounts)[] = [
  'quarantined',
  'excluded',
  'asked',
  'answered',
  'correct',
  'wellReasoned',
  'sft',
  'rl',
  'dropped',
];

function sizeCategory(rows: number): string {
  if (rows < 1000) return 'n<1K';
  if (rows < 10_000) return '1K<n<10K';
  if (rows < 100_000) return '10K<n<100K';
  return rows < 1_000_000 ? '100K<n<1M' : 'n>1M';
}

/** The hub's spelling of a licence; unknown ones become `other`. */
function hubLicence(licence: string): string {
  const known = [
    'mit',
    'apache-2.0',
    'cc-by-4.0',
    'cc-by-sa-4.0',
    'cc-by-nc-4.0',
    'cc-by-nc-sa-4.0',
    'cdla-permissive-2.0',
  ];
  const name = licence.toLowerCase().replaceAll(' ', '-');
  return known.includes(name) ? name : 'other';
}

function table(header: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(2)} %`;
}

function reasonTable(title: string, reasons: Readonly<Record<string, number>>): string {
  const rows = Object.entries(reasons).sort(([, a], [, b]) => b - a);
  return rows.length === 0 ? '' : `### ${title}\n\n${table(['reason', 'count'], rows)}\n`;
}

function moduleTable({ bySource, total }: Funnel): string {
  const all = total.sft + total.rl;
  const kept = (names: readonly string[]): number =>
    names.reduce((sum, name) => sum + (bySource[name]?.sft ?? 0) + (bySource[name]?.rl ?? 0), 0);
  const placed = modules.flatMap((module) => module.sources);
  const others = Object.keys(bySource).filter((source) => !placed.includes(source));
  return table(
    ['module', 'questions', 'share', "paper's share"],
    [
      ...modules.map((m) => [m.name, kept(m.sources), percent(kept(m.sources), all), m.paperShare]),
      ['not a module of the paper', kept(others), percent(kept(others), all), '–'],
    ],
  );
}

export function dataCard(input: DataCardInput): string {
  const { funnel, licences, languages, teachers } = input;
  const { total, bySource } = funnel;
  const frontMatter = {
    license: [...new Set([...licences].map(hubLicence))].sort(),
    language: [...languages].sort(),
    size_categories: [sizeCategory(total.sftSamples + total.rl)],
    task_categories: ['question-answering', 'text-generation'],
    tags: ['finance', 'reasoning', 'chain-of-thought'],
    configs: [
      { config_name: 'sft', data_files: 'sft.parquet' },
      { config_name: 'rl', data_files: 'rl.parquet' },
    ],
  };
  const homes = sources
    .filter((source) => source.id in bySource)
    .map((source) => `- \`${source.id}\`: ${homePage(source.home) ?? 'own files'} (${source.licence})`);
  return `---
${stringify(frontMatter).trimEnd()}
---

# Financial reasoning data

Built by fin-r1 after the data construction of Fin-R1 (arXiv 2503.16252, §3): distilled traces, an answer check, a reasoning
check by seven criteria, and routing. \`sft.parquet\` has ${total.sftSamples} rows (question, thinking, answer), \`rl.parquet\` has
${total.rl} (question, solution).

Traces were written by ${[...teachers].sort().join(', ') || 'nobody'} (asked: ${input.teacher}; ${input.samplesPerQuestion}
sample(s) a question; seed ${input.seed}; prompt \`${promptVersion}\`).

Licences of the rows: ${[...licences].sort().join(', ') || 'none'}. Each row names its own in \`licence\`.
${homes.length > 0 ? `\n${homes.join('\n')}\n` : ''}
## Funnel

Counted in questions: asked = sft + rl + dropped. Quarantined and excluded rows never became questions.

${table(
  ['source', ...stages],
  [...Object.entries(bySource), ['total', total] as const].map(([name, counts]) => [
    name,
    ...stages.map((stage) => counts[stage]),
  ]),
)}

${funnelNotes(total, input.teacher)
  .map((note) => `${note}\n\n`)
  .join('')}## Modules

${moduleTable(funnel)}

## Reasons

${[
  reasonTable('Sent to RL', total.rlReasons),
  reasonTable('Dropped', total.dropReasons),
  reasonTable('Excluded before asking', total.excludedReasons),
  reasonTable('Criteria missed by right answers', total.criteriaMissed as Record<string, number>),
]
  .filter((part) => part !== '')
  .join('\n')}
Dropped and excluded rows are named in \`dropped.jsonl\`, unreadable ones in \`quarantine.jsonl\` with file and line; a question sent to
RL carries its reason.

## Provenance columns

\`id\`, \`source\`, \`split\`, \`licence\` and \`cluster\` (the document a question came from) say where a row comes from; \`teacher\`,
\`request_key\`, \`prompt_version\` and \`prompt_hash\` how its trace was made; \`rule\` and \`criteria\` why it was kept; in the RL file
\`reason\` and \`detail\` why it came there. \`question_json\` is the whole question with its reference.
`;
}
