/**
 * FinCUGE tasks whose gold is a label or yes/no, so that a rule can score them.
 *
 * - finfe `[post, 0 | 1 | 2]` and finne `[sentence, "0.0" | "0.5" | "1.0"]`: negative, neutral, positive. Upstream documents neither scale;
 *   both were read off the rows (falls in price and losses stand at 0).
 * - finre `[head, tail, relation, sentence]`: one of 44 relations; a direction has a relation of its own (拥有, 被拥有).
 * - finnsp `[id, title, text, "entity;entity", "0" | "1", "subject;subject"]`: whether the text is bad news for the entities, and where it
 *   is, a second question for the subjects.
 */

import { z } from 'zod';

import { noGold } from '../exam-gold.ts';
import { defineTask, type Item, type Task } from './task.ts';
import { listGold } from './list-gold.ts';

const text = z.string().trim().min(1);

const sentiments: Record<string, string[]> = {
  消极: ['消极', '负面', '利空', '看跌', 'negative', 'bearish'],
  中性: ['中性', 'neutral'],
  积极: ['积极', '正面', '利好', '看涨', 'positive', 'bullish'],
};

function sentiment(about: string, label: string): Item {
  const question = '上述内容表达的情绪是积极、中性还是消极？';
  return { texts: [about], question, gold: { kind: 'label', label, labels: sentiments } };
}

const postSentiments: Record<string, string> = { '0': '消极', '1': '中性', '2': '积极' };
const newsSentiments: Record<string, string> = { '0.0': '消极', '0.5': '中性', '1.0': '积极' };

const finfe = defineTask(
  'finfe',
  z.tuple([text, z.coerce.string().pipe(z.enum(['0', '1', '2']))]),
  ([post, code]) => [sentiment(post, postSentiments[code] as string)],
);

const finne = defineTask('finne', z.tuple([text, z.enum(['0.0', '0.5', '1.0'])]), ([sentence, code]) => [
  sentiment(sentence, newsSentiments[code] as string),
]);

const UNKNOWN = 'unknown';
const relationNames =
  '注资 拥有 纠纷 自己 增持 重组 买资 签约 持股 交易 入股 转让 成立 分析 合作 帮助 发行 商讨 合并 竞争 订单 减持 合资 收购 借壳 欠款 被发行 被转让 被成立 被注资 被持股 被拥有 被收购 被帮助 被借壳 被买资 被欠款 被增持 拟收购 被减持 被分析 被入股 被拟收购'.split(
    ' ',
  );
const relations: Record<string, string[]> = {
  [UNKNOWN]: [UNKNOWN, '未知', '无关系'],
  ...Object.fromEntries(relationNames.map((name) => [name, [name]])),
};

const finre = defineTask(
  'finre',
  z.tuple([text, text, z.enum([UNKNOWN, ...relationNames]), text]),
  ([head, tail, label, sentence]) => [
    {
      texts: [sentence],
      question: `“${head}”对“${tail}”是什么关系？从下列关系中选一个，看不出关系时答 ${UNKNOWN}：${relationNames.join('、')}。`,
      gold: { kind: 'label', label, labels: relations },
    },
  ],
);

const finnsp = defineTask(
  'finnsp',
  z.tuple([z.string(), z.string(), z.string(), z.string(), z.enum(['0', '1']), z.string()]),
  ([, title, body, entities, negative, subjects]) => {
    const named = entities.split(';').filter((entity) => entity.trim() !== '');
    const texts = [...new Set([title.trim(), body.trim()])].filter((part) => part !== '');
    const listed = named.length === 0 ? '' : `（涉及实体：${named.join('、')}）`;
    const asked: Item = {
      part: 'negative',
      texts,
      question: `上述内容${listed}是否为金融负面信息？请回答“是”或“否”。`,
      gold: { kind: 'boolean', value: negative === '1' },
    };
    if (negative === '0') return [asked];
    const gold = listGold(subjects, ';') ?? { excluded: noGold, detail: title };
    const question = `上述内容${listed}是谁的负面信息？多个主体用分号分隔。`;
    return [asked, { part: 'subjects', texts, question, gold }];
  },
);

export const labelTasks: readonly Task[] = [finfe, finne, finre, finnsp];
