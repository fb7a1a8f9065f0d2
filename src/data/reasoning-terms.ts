/** Words that carry meaning, for term overlap and domain relevance. Chinese counts by pairs of characters. */

import type { Question } from '../core/question.ts';
import { contentWords } from './operand-origin.ts';

/** Stems of finance words that may stand in a relevant step though the question does not use them. */
const financeStems =
  'asset liabilit equit revenue sales income profit loss earning cost expense tax cash debt loan interest dividend share stock bond option price rate ratio percent growth margin return yield risk market invest fund bank credit premium capital balance budget bullish bearish neutral sentiment buy sell upgrade downgrade average total sum difference quotient product'.split(
    ' ',
  );
const financeChinese =
  '资产 负债 权益 收入 利润 成本 费用 税 现金 贷款 利率 利息 股票 债券 基金 银行 信用 保险 投资 风险 市场 合规'.split(
    ' ',
  );

export function isFinanceTerm(term: string): boolean {
  return (
    financeStems.some((stem) => term.startsWith(stem)) || financeChinese.some((word) => term.includes(word))
  );
}

/** The terms of a text, or of all that a question shows. */
export function termsOf(source: string | Question): Set<string> {
  const text = typeof source === 'string' ? source : shown(source);
  const terms = new Set<string>();
  for (const word of contentWords(text)) {
    if (!/\p{Script=Han}/u.test(word)) terms.add(word);
    else for (let i = 0; i + 1 < word.length; i++) terms.add(word.slice(i, i + 2));
  }
  return terms;
}

function shown({ question, texts, tables, history, reference }: Question): string {
  const options = reference?.kind === 'choice' ? Object.values(reference.options) : [];
  const labels = reference?.kind === 'label' ? Object.keys(reference.labels) : [];
  return [
    question,
    ...texts.map((block) => block.text),
    ...tables.flatMap((table) => table.rows.flat()),
    ...history.flatMap((turn) => [turn.question, turn.answer]),
    ...options,
    ...labels,
  ].join(' ');
}
