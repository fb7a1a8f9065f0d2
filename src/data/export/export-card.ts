/** The card of an export: `README.md`, whose front matter tells the hub's readers which files are which split. */

import { stringify } from 'yaml';
import { countOf } from '../../core/count-of.ts';
import { hubLicence, sizeCategory, sourceTable } from '../build/data-card.ts';
import type { Description } from '../build/describe-rows.ts';
import { markdownTable } from '../build/markdown-table.ts';
import { promptVersion } from '../prompt.ts';
import type { ExportFormat } from './export-formats.ts';
import type { ExportedSets } from './export-sets.ts';
import { usageText } from './usage-text.ts';

interface CardInput extends ExportedSets {
  name: string;
  format: ExportFormat;
  questions: 'rejected' | 'objective';
  description: Description;
  systemPrompt?: string | undefined;
}

export function exportCard(input: CardInput): string {
  const { name, format, files, accounts, description } = input;
  const licences = [...new Set(description.sources.map(({ licence }) => licence))].sort();
  const configs = (['sft', 'rl'] as const).flatMap((set) => {
    const own = files.filter((file) => file.set === set);
    const data_files = own.map(({ split, path }) => ({ split, path }));
    return own.length === 0 ? [] : [{ config_name: set, data_files }];
  });
  const frontMatter = {
    license: [...new Set(licences.map(hubLicence))].sort(),
    language: [...new Set(description.sources.map(({ language }) => language))].sort(),
    size_categories: [sizeCategory(files.reduce((sum, { rows }) => sum + rows, 0))],
    task_categories: ['question-answering', 'text-generation'],
    tags: ['finance', 'reasoning', 'chain-of-thought'],
    configs,
  };
  const leftOut = accounts.flatMap(({ from, set, leftOut: reasons }) =>
    Object.entries(reasons).map(([reason, count]) => [`${from} → ${set}`, reason, count]),
  );
  const rewarded =
    input.questions === 'objective'
      ? 'the RL set and the questions of the SFT set that a rule can decide'
      : 'the RL set';
  return `---
${stringify(frontMatter).trimEnd()}
---

# ${name} for ${format}

Financial reasoning data built by fin-r1, exported for ${format}. \`sft\`: question and checked trace. \`rl\`: ${rewarded},
each with a label (id and reference) for \`fin-r1 reward serve\`. Prompts are those of fin-r1 (\`${promptVersion}\`)${
    input.systemPrompt === undefined ? '' : ', below the system prompt of the recipe'
  }.

${markdownTable(
  ['file', 'rows'],
  files.map(({ path, rows }) => [path, rows]),
)}

## Rows

What was read is what was written and what was left out.

${markdownTable(
  ['from', 'to', 'read', 'written', 'left out'],
  accounts.map(({ from, set, read, written }) => [from, set, read, written, read - written]),
)}

${leftOut.length === 0 ? 'Nothing was left out.' : markdownTable(['rows of', 'left out because', 'count'], leftOut)}

## Sources and licences

Licences of the rows: ${licences.join(', ') || 'none'}. Each row names its source and licence. ${countOf(description.sources.length, 'source')} of the data set,
with the rows that it has of each:

${sourceTable(description)}

## Use

${usageText(format, { files, folder: '.' })}`;
}
