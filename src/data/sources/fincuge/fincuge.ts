/**
 * FinCUGE (BBT-Fin): nine tasks of Chinese financial language, from the sentiment of posts to causes of events. The release has no licence.
 *
 * Reads `fincuge/<task>/{train,eval}_list.json`, arrays of lists whose form each task has of its own (see `label-tasks.ts`,
 * `text-tasks.ts`); train is `train`, eval is `dev`. `problem_list.json` has no golds. A task without a
 * file is passed over, so that one can read some of them. The questions to the rows are written for this project: upstream has none.
 * The paper drew 2,000 of 66,670 rows and names no rule. Cluster: the text, so that questions on one text stay together.
 */

import { join } from 'node:path';

import { isThere } from '../../../core/file-errors.ts';
import { contentHash } from '../../../core/ids.ts';
import type { Question, Split } from '../../../core/question.ts';
import type { Intake } from '../../intake.ts';
import { missingSplit, type DataFile } from '../locate.ts';
import type { ReadOptions, Source } from '../source.ts';
import { labelTasks } from './label-tasks.ts';
import type { Task } from './task.ts';
import { textTasks } from './text-tasks.ts';

const tasks = [...labelTasks, ...textTasks];

const fileOf: Record<Split, string | null> = { train: 'train_list.json', dev: 'eval_list.json', test: null };

const clusterOf = (text: string): string =>
  `fincuge:${contentHash(text.normalize('NFKC').replace(/\s+/g, ''))}`;

async function* readTask(task: Task, file: DataFile, split: Split, intake: Intake): AsyncGenerator<Question> {
  for await (const { index, items } of task.rows(file, intake)) {
    for (const { part, texts, question, gold } of items) {
      const id = [split, task.name, index].join('/') + (part === undefined ? '' : `#${part}`);
      if ('excluded' in gold) {
        intake.exclude({ source: 'fincuge', id, reason: gold.excluded, detail: gold.detail });
        continue;
      }
      yield {
        id,
        source: 'fincuge',
        split,
        language: 'zh',
        category: task.name,
        licence: fincuge.licence,
        cluster: clusterOf(texts.length === 0 ? question : texts.join('')),
        texts: texts.map((text, i) => ({ id: `text_${i}`, text })),
        tables: [],
        history: [],
        question,
        reference: gold,
      };
    }
  }
}

async function* readSplit(split: Split, { dataDir, intake }: ReadOptions): AsyncGenerator<Question> {
  const name = fileOf[split];
  const there = tasks.flatMap((task) => {
    const file = {
      path: join(dataDir, 'fincuge', task.name, name ?? ''),
      name: `fincuge/${task.name}/${name}`,
    };
    return name !== null && isThere(file.path) ? [{ task, file }] : [];
  });
  if (there.length === 0) {
    const names = tasks.map((task) => task.name).join(', ');
    const expected = `<task>/train_list.json (train) or <task>/eval_list.json (dev), where <task> is ${names}`;
    throw missingSplit(dataDir, 'fincuge', split, expected);
  }
  for (const { task, file } of there) yield* readTask(task, file, split, intake);
}

export const fincuge: Source = {
  id: 'fincuge',
  title: 'nine tasks of Chinese financial language',
  module: 'advanced business',
  home: {
    at: 'github',
    repo: 'ssymmetry/BBT-FinCUGE-Applications',
    revision: '654d132d',
    files: tasks.flatMap(({ name }) =>
      ['train_list.json', 'eval_list.json'].map((file) => ({
        path: `FinCUGE_Publish/${name}/${file}`,
        to: `${name}/${file}`,
      })),
    ),
  },
  licence: 'unknown',
  languages: ['zh'],
  splits: ['train', 'dev'],
  kinds: ['label', 'boolean', 'text'],
  unit: null,
  async *read(options) {
    for (const split of options.splits) yield* readSplit(split, options);
  },
};
