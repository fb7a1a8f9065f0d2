/** A row in the list: its question, where it stands and why. */

import type { DataRowHead } from '../../src/inspect/shapes.ts';
import { useTexts } from '../text/use-texts.ts';
import { reasonText } from './reason-text.ts';

export function RowHead({ row }: { row: DataRowHead }) {
  const { data: text } = useTexts();
  const { set, id, source, category, question, answer, reason } = row;
  const hasReason = set !== 'sft' && reason !== '';
  return (
    <>
      <span class="asked">{question === '' ? id : question}</span>{' '}
      <span class="told">
        <b data-set={set}>{text.sets[set]}</b>{' '}
        {answer !== null && answer !== '' && <span class="given">= {answer}</span>}{' '}
        {hasReason && <span>{reasonText(reason, text.words)}</span>}{' '}
        <span>{[question === '' ? source : id, category].filter(Boolean).join(' · ')}</span>
      </span>
    </>
  );
}
