/** A data set with rows of every kind, built as a run builds it, for tests. */

import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Question } from '../../core/question.ts';
import { buildDataset, Intake, ruleChecks, type Teacher } from '../../data/index.ts';
import { goldProgramTeacher } from '../../data/teachers/gold-program.ts';
import { growthQuestion, traceOf } from '../../data/test-questions.ts';

const own = (id: string, changes: Partial<Question> = {}): Question => ({
  ...growthQuestion,
  ...{ source: 'own', id, cluster: id },
  ...changes,
});

/** Another text, and so no repeat. */
const about = (company: string, sales: number): Partial<Question> => ({
  texts: [{ id: 'text', text: `${company} paid interest of $ ${sales / 2} million in its year ${sales} .` }],
  tables: [
    {
      id: 'table',
      rows: [
        ['in millions', '2020', '2019'],
        ['net sales', String(sales), String(sales - 100)],
      ],
    },
  ],
  question: `what did ${company} gain in net sales from 2019 to 2020, in percent of ${sales - 100}?`,
  reference: { kind: 'number', value: 100 / (sales - 100), unit: 'decimal', tolerance: 0 },
  program: `subtract(${sales}, ${sales - 100}), divide(#0, ${sales - 100})`,
});

const chinese: Partial<Question> = {
  language: 'zh',
  category: '增长率',
  texts: [{ id: 'text', text: '公司全年净利润为五千八百二十九万元，去年为五千七百三十五万元。' }],
  tables: [],
  question: '公司净利润同比增长多少？',
  reference: { kind: 'text', text: '1.6%', accepted: [] },
};

const teacher: Teacher = {
  id: 'teacher:test',
  distil: (question, sample) =>
    question.id.startsWith('good')
      ? goldProgramTeacher.distil(question, sample, 0)
      : traceOf('a\nb\nc', '7.7%'),
};

const held = own('held', { ...about('Zeta', 777), source: 'exam', split: 'test' });

/** `decontaminated` of the recipe, which stands above this room. */
type LeaveOut = (
  questions: AsyncIterable<Question>,
  heldOut: readonly Question[],
  tools: { intake: Intake },
) => AsyncIterable<Question>;

/** In `directory`: SFT own/good-1 and own/good-2, RL own/wrong, dropped own/zh, a repeat of good-1, and what `exam/held` was met by. */
export async function testDataset(directory: string, leaveOut: LeaveOut): Promise<void> {
  const intake = new Intake();
  async function* questions(): AsyncGenerator<Question> {
    yield own('good-1');
    yield own('good-2', about('Bazi', 4100));
    yield own('repeat');
    yield own('wrong', { ...about('Ribo', 5200), category: 'gain' });
    yield own('leak', about('Zeta', 777));
    yield own('zh', chinese);
    intake.quarantine({
      ...{ source: 'own', file: 'own.csv', line: 9, reason: 'not a number' },
      excerpt: 'x;y',
    });
    await Promise.resolve();
  }
  await buildDataset({
    questions: leaveOut(questions(), [held], { intake }),
    ...{ teacher, checks: ruleChecks, samplesPerQuestion: 1, seed: 1, directory, intake },
  });
  const told = { id: 'own/silent', source: 'own', reason: 'no answer from the teacher', detail: 'timed out' };
  appendFileSync(join(directory, 'set-aside.jsonl'), `${JSON.stringify(told)}\n`);
}
