/** An advantage as a bar from the middle: to the right what is made more likely, to the left what is made less likely. */

import { useTexts } from '../../text/use-texts.ts';

interface Props {
  advantage: number | null;
  /** What half of the width stands for. */
  greatest: number;
}

export function AdvantageBar({ advantage, greatest }: Props) {
  const {
    runs: { groups: text },
  } = useTexts();
  const width = (50 * Math.abs(advantage ?? 0)) / greatest;
  return (
    <>
      <span class="line">
        <span class="note">{text.advantage}</span>
        <b>{advantage === null ? text.noAdvantage : signed(advantage)}</b>
      </span>
      <span class="advantage" aria-hidden="true">
        {advantage !== null && (
          <i
            data-sign={advantage < 0 ? 'minus' : 'plus'}
            style={{ width: `${width}%`, left: `${advantage < 0 ? 50 - width : 50}%` }}
          />
        )}
      </span>
    </>
  );
}

function signed(value: number): string {
  const text = Math.abs(value).toFixed(2);
  return Number(text) === 0 ? text : `${value < 0 ? '−' : '+'}${text}`;
}
