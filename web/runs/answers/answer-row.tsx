/** One answer in the list; opened, the whole of it. */

import { Link } from 'wouter-preact';
import type { AnswerHead } from '../../../src/inspect/index.ts';
import { VerdictBadge } from '../../parts/verdict-badge.tsx';
import type { Query } from '../../state/query.ts';
import { countText } from '../../text/numbers.ts';
import { useTexts } from '../../text/use-texts.ts';
import { runAddress } from '../address.ts';
import { SampleDetail } from '../sample/sample-detail.tsx';

interface Props {
  name: string;
  answer: AnswerHead;
  query: Query;
}

export function AnswerRow({ name, answer, query }: Props) {
  const { runs: text } = useTexts();
  const { verdict, question, benchmark, stage, gold, predicted, completionTokens, reason, language } = answer;
  const row = String(answer.row);
  const isOpen = query.row === row;
  return (
    <li data-row data-open={isOpen}>
      <Link
        class="answer-link"
        href={runAddress(name, 'answers', { ...query, row: isOpen ? undefined : row })}
        replace={query.row !== undefined}
        aria-expanded={isOpen}
        data-stop
      >
        <VerdictBadge verdict={verdict} />
        <span class="question" lang={language === 'zh' ? 'zh-CN' : 'en'}>
          {question}
        </span>
        <span class="note">
          {stage} · {benchmark}
          {gold !== null && ` · ${text.answers.gold} ${gold}`}
          {predicted !== null && ` · ${text.answers.predicted} ${predicted}`}
          {completionTokens !== null && ` · ${text.groups.tokens(countText(completionTokens))}`}
        </span>
        <span class="reason-text">{reason}</span>
      </Link>
      {isOpen && <SampleDetail key={row} name={name} row={row} />}
    </li>
  );
}
