/** Risk tolerance: how the client thinks about investments that move. */

import type { Item } from './questionnaire.ts';

export const investmentItems: readonly Item[] = [
  {
    id: 'mix',
    dimension: 'investment',
    text: {
      en: 'Four ways to invest differ in what a year may bring. Which suits you?',
      zh: '以下四种投资方式的一年结果不同，您选择哪一种？',
    },
    choices: [
      { id: 'narrow', points: 1, text: { en: 'between 2 % less and 5 % more', zh: '在亏2%与赚5%之间' } },
      { id: 'modest', points: 2, text: { en: 'between 8 % less and 12 % more', zh: '在亏8%与赚12%之间' } },
      { id: 'wide', points: 3, text: { en: 'between 18 % less and 22 % more', zh: '在亏18%与赚22%之间' } },
      { id: 'widest', points: 4, text: { en: 'between 35 % less and 40 % more', zh: '在亏35%与赚40%之间' } },
    ],
  },
  {
    id: 'sharesPart',
    dimension: 'investment',
    text: {
      en: 'How much of the money that you will not need for ten years would you put into shares?',
      zh: '对于十年内用不到的钱，您愿意把多少投入股票？',
    },
    choices: [
      { id: 'none', points: 1, text: { en: 'none', zh: '不投入' } },
      { id: 'quarter', points: 2, text: { en: 'about a quarter', zh: '约四分之一' } },
      { id: 'half', points: 3, text: { en: 'about half', zh: '约一半' } },
      { id: 'most', points: 4, text: { en: 'nearly all', zh: '几乎全部' } },
    ],
  },
  {
    id: 'worstYear',
    dimension: 'investment',
    text: {
      en: 'From which loss in one year on would you change your plan?',
      zh: '一年内亏损达到多少时，您会改变计划？',
    },
    choices: [
      { id: '5', points: 1, text: { en: '5 %', zh: '5%' } },
      { id: '10', points: 2, text: { en: '10 %', zh: '10%' } },
      { id: '20', points: 3, text: { en: '20 %', zh: '20%' } },
      { id: '30', points: 4, text: { en: '30 % or more', zh: '30%或更多' } },
    ],
  },
  {
    id: 'biggerWorry',
    dimension: 'investment',
    text: {
      en: 'What worries you more?',
      zh: '哪一种情况更让您担心？',
    },
    choices: [
      {
        id: 'losing',
        points: 1,
        text: { en: 'having less after a year than before', zh: '一年后钱比原来少' },
      },
      { id: 'alike', points: 2, text: { en: 'both alike', zh: '两者一样' } },
      {
        id: 'prices',
        points: 3,
        text: { en: 'falling behind rising prices over many years', zh: '多年后跟不上物价上涨' },
      },
    ],
  },
  {
    id: 'nextInstalment',
    dimension: 'investment',
    text: {
      en: 'Prices have fallen by a fifth since you began. The next instalment is due. What do you do?',
      zh: '开始投资后价格下跌了五分之一，下一期投入到期，您会怎么做？',
    },
    choices: [
      { id: 'stop', points: 1, text: { en: 'keep it in cash', zh: '留作现金' } },
      { id: 'less', points: 2, text: { en: 'invest less than planned', zh: '投入少于原计划' } },
      { id: 'planned', points: 3, text: { en: 'invest as planned', zh: '按计划投入' } },
      { id: 'more', points: 4, text: { en: 'invest more than planned', zh: '投入多于原计划' } },
    ],
  },
  {
    id: 'borrow',
    dimension: 'investment',
    text: {
      en: 'Would you invest borrowed money?',
      zh: '您会借钱投资吗？',
    },
    choices: [
      { id: 'never', points: 1, text: { en: 'never', zh: '绝不' } },
      { id: 'small', points: 2, text: { en: 'a small amount, for a short time', zh: '小额、短期可以' } },
      {
        id: 'yes',
        points: 3,
        text: { en: 'yes, if I expect to gain more than it costs', zh: '会，只要预期收益高于成本' },
      },
    ],
  },
];
