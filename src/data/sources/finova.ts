/**
 * Finova (Ant): compliance and financial reasoning of Chinese. Apache-2.0. Only for evaluation, so all of it is `test`; not one of the
 * paper's sources, but the only public compliance set beside Fin-Eva's.
 *
 * Reads `finova/safety_compliance*.json`, `finova/ComplianceSafety*.json` and `finova/ComplianceSafety/*.json` (是/否, 是 = compliant) and
 * `finova/Reasoning/*.json`: arrays of `{prompt, ground_truth, from}`. The prompt is asked as it stands, options and instruction inside.
 * Reasoning golds are letters (`B`, `A;C`), a number in the unit that the prompt names (13.97 in front of `____%` is a percentage), or
 * several blanks in order (`2.4;12`), which are compared as text. Agent items (tools, slots, intents) have golds that are lists and are
 * left out. Cluster: the prompt.
 */

import { z } from 'zod';

import { contentHash } from '../../core/ids.ts';
import type { Question, Reference } from '../../core/question.ts';
import { booleanGold, goldLetters, noGold, type NoGold } from './exam-gold.ts';
import { readJsonArray } from './json-array.ts';
import { listDataFiles, listSubfolders, missingSplit, type DataFile } from './locate.ts';
import type { ReadOptions, Source } from './source.ts';

const rowSchema = z.object({
  prompt: z.string().trim().min(1),
  ground_truth: z.string().nullish(),
  from: z.string(),
});

const folders = ['ComplianceSafety', 'Reasoning'];
const PERCENT_BLANK = /[_＿]+\s*[%％]/;
const NUMBER = /^[+-]?(?:\d+(?:,\d{3})*|\d*)(?:\.\d+)?$/;

async function findFiles(dataDir: string): Promise<DataFile[]> {
  const found = (await listSubfolders(dataDir, 'finova')) ?? [];
  const nested = found.filter((folder) => folders.includes(folder));
  const files = [
    ...(await listDataFiles(dataDir, 'finova', /^(safety_compliance|ComplianceSafety).*\.json$/)),
    ...(await Promise.all(nested.map((folder) => listDataFiles(dataDir, `finova/${folder}`, /\.json$/)))),
  ].flat();
  if (files.length > 0) return files;
  throw missingSplit(
    dataDir,
    'finova',
    'test',
    'safety_compliance*.json, ComplianceSafety/*.json or Reasoning/*.json',
  );
}

function reasoningGold(gold: string, prompt: string): Reference {
  const letters = goldLetters(gold);
  // The options stand in the prompt; repeated as options they would be shown twice.
  if (letters !== null) return { kind: 'choice', letters, options: {} };
  if (gold !== '' && NUMBER.test(gold)) {
    const unit = PERCENT_BLANK.test(prompt) ? 'percent' : 'plain';
    return { kind: 'number', value: Number(gold.replaceAll(',', '')), unit, tolerance: 0, text: gold };
  }
  return { kind: 'text', text: gold, accepted: [] };
}

function readGold({ prompt, ground_truth: printed, from }: z.infer<typeof rowSchema>): Reference | NoGold {
  const gold = printed?.trim() ?? '';
  if (gold === '') return { excluded: noGold, detail: from };
  if (from.startsWith('reasoning')) return reasoningGold(gold, prompt);
  if (from !== '合规' && from !== '安全')
    return { excluded: 'neither a compliance nor a reasoning item', detail: from };
  return booleanGold(gold) ?? { excluded: 'the gold is neither 是 nor 否', detail: gold };
}

async function* readTest({ dataDir, intake }: ReadOptions): AsyncGenerator<Question> {
  for (const file of await findFiles(dataDir)) {
    const name = file.name.slice('finova/'.length).replace(/\.json$/, '');
    for await (const { index, value } of readJsonArray(file, rowSchema, 'finova', intake)) {
      const id = `${name}/${index}`;
      const gold = readGold(value);
      if ('excluded' in gold) {
        intake.exclude({ source: 'finova', id, reason: gold.excluded, detail: gold.detail });
        continue;
      }
      yield {
        id,
        source: 'finova',
        split: 'test',
        language: 'zh',
        category: value.from,
        licence: finova.licence,
        cluster: `finova:${contentHash(value.prompt.replace(/\s+/g, ''))}`,
        texts: [],
        tables: [],
        history: [],
        question: value.prompt,
        reference: gold,
      };
    }
  }
}

export const finova: Source = {
  id: 'finova',
  title: 'compliance 是/否 and financial reasoning',
  module: null,
  home: {
    at: 'github',
    repo: 'antgroup/Finova',
    revision: 'd30d4b27',
    files: folders.map((folder) => ({ path: `data/${folder}/*.json`, to: `${folder}/` })),
  },
  licence: 'Apache-2.0',
  languages: ['zh'],
  splits: ['test'],
  kinds: ['boolean', 'choice', 'number', 'text'],
  unit: 'percent',
  async *read(options) {
    for (const split of options.splits) {
      if (split !== 'test') throw missingSplit(options.dataDir, 'finova', split, 'none, all rows are test');
      yield* readTest(options);
    }
  },
};
