/** Risk tolerance: how at ease the client is, and what experience has taught. */

import type { Item } from './questionnaire.ts';

export const comfortItems: readonly Item[] = [
  {
    id: 'afterMistake',
    dimension: 'comfort',
    text: {
      en: 'A decision about money turned out badly. What do you usually do next?',
      zh: '一次理财决定结果不好，您接下来通常会怎么做？',
    },
    choices: [
      { id: 'avoid', points: 1, text: { en: 'keep away from anything like it', zh: '以后不再碰类似的事' } },
      { id: 'wait', points: 2, text: { en: 'wait for a long time', zh: '等很长时间再说' } },
      { id: 'smaller', points: 3, text: { en: 'try again with less', zh: '用更少的钱再试' } },
      { id: 'goOn', points: 4, text: { en: 'go on as before', zh: '照旧进行' } },
    ],
  },
  {
    id: 'sleep',
    dimension: 'comfort',
    text: {
      en: 'How do you sleep in weeks of big swings?',
      zh: '市场大幅波动的那几周，您睡得怎样？',
    },
    choices: [
      { id: 'badly', points: 1, text: { en: 'badly', zh: '睡不好' } },
      { id: 'uneasy', points: 2, text: { en: 'a little uneasy', zh: '有些不安' } },
      { id: 'asEver', points: 3, text: { en: 'as ever', zh: '和平时一样' } },
    ],
  },
  {
    id: 'unsure',
    dimension: 'comfort',
    text: {
      en: 'How easily do you decide about money when nobody can be sure?',
      zh: '在谁都无法确定的情况下，您做理财决定容易吗？',
    },
    choices: [
      { id: 'hard', points: 1, text: { en: 'it is hard for me', zh: '很难' } },
      { id: 'depends', points: 2, text: { en: 'it depends on the sum', zh: '看金额大小' } },
      { id: 'easy', points: 3, text: { en: 'it is easy for me', zh: '容易' } },
    ],
  },
  {
    id: 'twoJobs',
    dimension: 'comfort',
    text: {
      en: 'You have two job offers: a safe one with lower pay, and a better paid one that may end after a year.',
      zh: '有两份工作：一份稳定但收入较低，另一份收入高但一年后可能结束。',
    },
    choices: [
      { id: 'safe', points: 1, text: { en: 'the safe one, without doubt', zh: '一定选稳定的' } },
      { id: 'ratherSafe', points: 2, text: { en: 'rather the safe one', zh: '偏向稳定的' } },
      { id: 'ratherPaid', points: 3, text: { en: 'rather the better paid one', zh: '偏向收入高的' } },
      { id: 'paid', points: 4, text: { en: 'the better paid one, without doubt', zh: '一定选收入高的' } },
    ],
  },
];
