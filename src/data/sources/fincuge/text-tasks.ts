/**
 * FinCUGE tasks whose gold is text: compared exactly, and by the judge where that fails.
 *
 * - finqa (events; not FinQA) and fincqa (causes) `[question and text in one, answer]`: the question ends at the first question mark. An
 *   answer of several parts is a list in no order. 无相应参数 and 无参数 say that the text holds no answer.
 * - finese `[id, text, event, subject]`: who the event befalls. Where there is no event (其他) the subject is "NaN": no gold.
 * - finnl `[text, "topic topic"]`: topics in no order.
 * - finna `[headline, body]`: the headline is the gold.
 */

import { z } from 'zod';

import { noGold } from '../exam-gold.ts';
import { listGold } from './list-gold.ts';
import { defineTask, type Item, type Task } from './task.ts';

const text = z.string().trim().min(1);
const FIRST_QUESTION = /^([^？?]{1,200}[？?])\s*(.+)$/s;
const NONE = '无相应参数';

function asked(row: string, answer: string): Item {
  const [, question = row, body = ''] = FIRST_QUESTION.exec(row) ?? [];
  const listed = listGold(answer, ',');
  const none = answer === NONE || answer === '无参数';
  return {
    texts: body === '' ? [] : [body],
    question: `${question}（只写答案，多个答案用逗号分隔；文中没有时答“${NONE}”。）`,
    gold: none
      ? { kind: 'text', text: NONE, accepted: ['无参数', '无'] }
      : (listed ?? { excluded: noGold, detail: question }),
  };
}

const questionTask = (name: string): Task =>
  defineTask(name, z.tuple([text, z.string()]), ([row, answer]) => [asked(row, answer.trim())]);

const finese = defineTask(
  'finese',
  z.tuple([z.coerce.string(), text, text, z.string()]),
  ([, body, event, subject]) => [
    {
      texts: [body],
      question: `文中发生“${event}”事件的主体是谁？只写主体名称。`,
      gold:
        subject === 'NaN' || subject.trim() === ''
          ? { excluded: noGold, detail: event }
          : { kind: 'text', text: subject.trim(), accepted: [] },
    },
  ],
);

const finnl = defineTask('finnl', z.tuple([text, z.string()]), ([body, topics]) => [
  {
    texts: [body],
    question: '上述新闻属于哪些主题？多个主题用空格分隔。',
    gold: listGold(topics, ' ') ?? { excluded: noGold, detail: body.slice(0, 80) },
  },
]);

const finna = defineTask('finna', z.tuple([z.string(), text]), ([headline, body]) => [
  {
    texts: [body],
    question: '用一句话概括上述新闻，作为标题。',
    gold:
      headline.trim() === ''
        ? { excluded: noGold, detail: body.slice(0, 80) }
        : { kind: 'text', text: headline.trim(), accepted: [] },
  },
]);

export const textTasks: readonly Task[] = [
  questionTask('finqa'),
  questionTask('fincqa'),
  finese,
  finnl,
  finna,
];
