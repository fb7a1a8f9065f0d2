/**
 * Compliance rows of public benchmarks as suites: Finova's 是/否 items, Fin-Eva's 金融合规性 and 信息安全合规. 否 is a breach.
 *
 * A row is held out unless the SHA-256 of what it prints (Finova: the whole prompt) ends in an even digit: those (`…-seen`) were open to the
 * authors of the rulebooks. The rule is fixed for ever. 金融合规性 has breaches only: balanced accuracy and precision say nothing there.
 */

import { createHash } from 'node:crypto';
import { InputError } from '../../../core/errors.ts';
import type { Question } from '../../../core/question.ts';
import { findSource, Intake } from '../../../data/index.ts';
import type { LabelledText, Suite } from './labelled-text.ts';

const tasks = [
  { name: 'finova', source: 'finova', category: /^(合规|安全)$/ },
  { name: 'fin-eva-finance', source: 'ant-finance', category: /^金融合规性$/ },
  { name: 'fin-eva-information', source: 'ant-finance', category: /^信息安全合规$/ },
] as const;

/** Held-out suites first. */
export const publicSuiteNames: readonly string[] = [
  ...tasks.map(({ name }) => name),
  ...tasks.map(({ name }) => `${name}-seen`),
];

/** Finova prints its instruction around the text; the instruction itself speaks of what is not compliant. */
const FINOVA_PROMPT = /问题是：\s*(.*?)\s*输出是或者否，把判断结果放到/s;

/** True where the authors of the rulebooks could read the row that prints this. */
export function seenByAuthors(printed: string): boolean {
  const last = createHash('sha256').update(printed).digest('hex').at(-1) ?? '';
  return Number.parseInt(last, 16) % 2 === 0;
}

/**
 * One of `publicSuiteNames`, read from `dataDir`.
 * @throws InputError where the data set is missing or a prompt of Finova has another form than the one known.
 */
export async function readPublicSuite(name: string, dataDir: string): Promise<Suite> {
  const seen = name.endsWith('-seen');
  const task = tasks.find((candidate) => candidate.name === name.replace(/-seen$/, ''));
  if (task === undefined) throw new InputError(`There is no benchmark "${name}".`);
  const source = findSource(task.source);
  const rows: LabelledText[] = [];
  for await (const question of source.read({ dataDir, splits: source.splits, intake: new Intake() })) {
    const { reference, category } = question;
    if (!task.category.test(category) || reference?.kind !== 'boolean') continue;
    const text = materialOf(question);
    if (seenByAuthors(source.id === 'finova' ? question.question : text) !== seen) continue;
    rows.push({
      ...{ id: question.id, pair: question.id, language: 'zh', kind: category, text },
      ...{
        label: reference.value ? 'compliant' : 'breach',
        rule: null,
        acceptable: [],
        quote: null,
      },
    });
  }
  if (rows.length === 0)
    throw new InputError(`${dataDir}: ${task.source} holds no row of ${name}.`, {
      hint: `Fetch it with "fin-r1 data pull ${task.source}".`,
    });
  return { name, heldOut: !seen, rows };
}

function materialOf(question: Question): string {
  if (question.source !== 'finova') return question.texts.map(({ text }) => text).join('\n');
  const [, text] = FINOVA_PROMPT.exec(question.question) ?? [];
  if (text !== undefined && text !== '') return text;
  throw new InputError(`finova ${question.id}: the text to judge was not found in the prompt.`, {
    hint: 'Its prompt has another form than the one known here; leave the suite finova out.',
  });
}
