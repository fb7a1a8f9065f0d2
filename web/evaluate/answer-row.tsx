/** An answer in the list. */

import type { AnswerHead } from '../../src/inspect/shapes.ts';
import { VerdictBadge } from '../parts/verdict-badge.tsx';
import { useTexts } from '../text/use-texts.ts';

export function AnswerRow({ answer }: { answer: AnswerHead }) {
  const { evaluate: text } = useTexts();
  const { question, questionId, verdict, gold, predicted, benchmark, category } = answer;
  return (
    <>
      <span class="asked">{question === '' ? questionId : question}</span>{' '}
      <span class="told">
        <VerdictBadge verdict={verdict} /> {gold !== null && <span>{text.gold(gold)}</span>}{' '}
        {predicted !== null && <span>{text.readAs(predicted)}</span>}{' '}
        <span>{[benchmark, category].filter(Boolean).join(' · ')}</span>
      </span>
    </>
  );
}
