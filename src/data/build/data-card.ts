/**
 * The data card: `README.md` with the front matter that a Hugging Face data set needs. Licences, languages, teachers and prompts are
 * read from the rows, never a default; every dropped row is accounted for. Module shares follow the paper's Table 3.
 */

import { countOf } from '../../core/count-of.ts';
import { stringify } from 'yaml';

import type { StageUsage } from '../../models/index.ts';
import { promptVersion } from '../prompt.ts';
import { sources } from '../sources/index.ts';
import { homePage, modules } from '../sources/source.ts';
import type { Description } from './describe-rows.ts';
import { costSection } from './cost-section.ts';
import { funnelNotes } from './funnel-notes.ts';
import type { Funnel, FunnelCounts } from './funnel.ts';
import { markdownTable, percentText } from './markdown-table.ts';
import { moduleOf, paperShares } from './module-shares.ts';
import type { Shard } from './schedule.ts';

/** What a build cannot see in its rows. */
export interface CardFacts {
  /** Model strings of the judges; null: rules alone decided. */
  judges?: { answer: string | null; reasoning: string | null };
  /** One sentence on each judge's standing in the calibration. */
  calibration?: readonly string[];
  /** How often those set aside were asked about again. */
  retried?: number;
  /** What was asked of models, in this run and earlier starts of it. */
  usage?: readonly StageUsage[];
  /** Evaluation splits that training questions were compared with, and their number of questions. */
  heldOut?: { name: string; questions: number }[];
}

export interface DataCardInput extends CardFacts {
  teacher: string;
  samplesPerQuestion: number;
  seed: number;
  shard?: Shard;
  funnel: Funnel;
  description: Description;
}

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
  'setAside',
];

/** The hub's name for so many rows. */
export function sizeCategory(rows: number): string {
  if (rows < 1000) return 'n<1K';
  if (rows < 10_000) return '1K<n<10K';
  if (rows < 100_000) return '10K<n<100K';
  return rows < 1_000_000 ? '100K<n<1M' : 'n>1M';
}

/** The hub's spelling of a licence; unknown ones become `other`. */
export function hubLicence(licence: string): string {
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

function reasonTable(title: string, reasons: Readonly<Record<string, number>>): string {
  const rows = Object.entries(reasons).sort(([, a], [, b]) => b - a);
  return rows.length === 0 ? '' : `### ${title}\n\n${markdownTable(['reason', 'count'], rows)}\n`;
}

function moduleTable({ bySource, total }: Funnel): string {
  const all = total.sft + total.rl;
  const kept = (module: string | null): number =>
    Object.entries(bySource)
      .filter(([source]) => moduleOf(source) === module)
      .reduce((sum, [, { sft, rl }]) => sum + sft + rl, 0);
  return markdownTable(
    ['module', 'questions', 'share', "paper's share"],
    [
      ...modules.map((module) => [
        module === 'professional' || module === 'code'
          ? `financial ${module === 'code' ? 'code' : 'professional knowledge'}`
          : `financial ${module} knowledge`,
        kept(module),
        percentText(kept(module), all),
        percentText(paperShares[module], 1),
      ]),
      ['not a module of the paper', kept(null), percentText(kept(null), all), '–'],
    ],
  );
}

/** Sources with their licences, languages and rows. */
export function sourceTable({ sources: rows }: Description): string {
  const home = (id: string): string => {
    const source = sources.find((known) => known.id === id);
    return source === undefined ? '–' : (homePage(source.home) ?? 'own files');
  };
  return markdownTable(
    ['source', 'licence', 'language', 'SFT rows', 'RL rows', 'from'],
    rows.map((row) => [row.source, row.licence, row.language, row.sftRows, row.rlRows, home(row.source)]),
  );
}

function checksSection({ judges, calibration, heldOut }: CardFacts): string {
  const answer = judges?.answer ?? null;
  const reasoning = judges?.reasoning ?? null;
  return [
    answer === null
      ? 'Answers were checked by the rules of the finance scorer alone.'
      : `Answers were checked by the rules of the finance scorer; what they cannot decide, by \`${answer}\`, which does not see the question.`,
    reasoning === null
      ? 'Reasoning was checked by rules for the seven criteria.'
      : `Reasoning was checked by rules first, then by \`${reasoning}\` on the seven criteria; all seven are needed.`,
    ...(calibration ?? []),
    heldOut === undefined || heldOut.length === 0
      ? 'No evaluation split was named to decontaminate against.'
      : `Decontaminated against ${heldOut.map(({ name, questions }) => `${name} (${countOf(questions, 'question')})`).join(', ')}; every hit stands in \`decontamination.jsonl\` with both texts.`,
  ].join('\n');
}

export function dataCard(input: DataCardInput): string {
  const { funnel, description, shard } = input;
  const { total, bySource } = funnel;
  const licences = [...new Set(description.sources.map(({ licence }) => licence))].sort();
  const frontMatter = {
    license: [...new Set(licences.map(hubLicence))].sort(),
    language: [...new Set(description.sources.map(({ language }) => language))].sort(),
    size_categories: [sizeCategory(total.sftSamples + total.rl)],
    task_categories: ['question-answering', 'text-generation'],
    tags: ['finance', 'reasoning', 'chain-of-thought'],
    configs: [
      { config_name: 'sft', data_files: 'sft.parquet' },
      { config_name: 'rl', data_files: 'rl.parquet' },
    ],
  };
  const prompts = description.teacherPrompts.map((prompt) => `, teacher's prompt \`${prompt}\``).join('');
  return `---
${stringify(frontMatter).trimEnd()}
---

# Financial reasoning data

Built by fin-r1 after the data construction of Fin-R1 (arXiv 2503.16252, §3): distilled traces, an answer check, a reasoning
check by seven criteria, and routing. \`sft.parquet\` has ${countOf(total.sftSamples, 'row')} (question, thinking, answer), \`rl.parquet\` has
${total.rl} (question, solution).${shard === undefined ? '' : ` This is shard ${shard.index} of ${shard.of}.`}

Traces were written by ${description.teachers.join(', ') || 'nobody (no trace was kept)'} (asked: ${input.teacher}; ${countOf(input.samplesPerQuestion, 'sample')}
a question; seed ${input.seed}; prompt \`${promptVersion}\`${prompts}).

Licences of the rows: ${licences.join(', ') || 'none'}. Each row names its own in \`licence\`.

${sourceTable(description)}

## Funnel

Counted in questions: asked = sft + rl + dropped + setAside. Quarantined and excluded rows never became questions; of those set aside
nothing is known, because a request or a judge failed.

${markdownTable(
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

## Checks

${checksSection(input)}

## Cost

${costSection(input.usage)}

## Reasons

${[
  reasonTable('Sent to RL', total.rlReasons),
  reasonTable('Dropped', total.dropReasons),
  reasonTable('Set aside', total.setAsideReasons),
  reasonTable('Excluded before asking', total.excludedReasons),
  reasonTable('Criteria missed by right answers', total.criteriaMissed as Record<string, number>),
]
  .filter((part) => part !== '')
  .join('\n')}
Dropped and excluded rows are named in \`dropped.jsonl\`, those set aside in \`set-aside.jsonl\`, unreadable ones in \`quarantine.jsonl\`
with file and line; a question sent to RL carries its reason.

## Provenance columns

\`id\`, \`source\`, \`split\`, \`licence\` and \`cluster\` (the document a question came from) say where a row comes from; \`teacher\`,
\`request_key\`, \`teacher_prompt\`, \`finish_reason\`, \`prompt_version\` and \`prompt_hash\` how its trace was made; \`rule\`,
\`verdict_reason\` and \`criteria\` why it was kept; in the RL file \`reason\` and \`detail\` why it came there. \`question_json\` is the whole
question with its reference.
`;
}
