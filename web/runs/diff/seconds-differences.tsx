/** How long both runs took, by stage. */

import type { ComponentChildren } from 'preact';
import type { RunDiff } from '../../../src/inspect/index.ts';
import { durationText } from '../../text/numbers.ts';
import { ScrollTable } from '../../parts/scroll-table.tsx';
import { useTexts } from '../../text/use-texts.ts';
import { TOTAL } from '../overview/scores.ts';

interface Props {
  rows: RunDiff['seconds'];
  heads: readonly ComponentChildren[];
}

export function SecondsDifferences({ rows, heads }: Props) {
  const { runs: text, parts } = useTexts();
  const timeOf = (seconds: number | null): string => (seconds === null ? parts.none : durationText(seconds));
  const ordered = [...rows].sort((a, b) => Number(a.stage === TOTAL) - Number(b.stage === TOTAL));
  if (rows.length === 0) return null;
  return (
    <section>
      <h2>{text.diff.seconds}</h2>
      <ScrollTable label={text.diff.seconds} class="differences">
        <thead>
          <tr>
            <th scope="col">{text.overview.stage}</th>
            {heads.map((head, i) => (
              <th key={i} scope="col" class="number">
                {head}
              </th>
            ))}
            <th scope="col" class="number">
              {text.diff.ratio}
            </th>
          </tr>
        </thead>
        <tbody>
          {ordered.map(({ stage, a, b }) => (
            <tr key={stage} class={stage === TOTAL ? 'total' : undefined}>
              <th scope="row">{stage === TOTAL ? text.overview.timeTotal : stage}</th>
              <td class="number">{timeOf(a)}</td>
              <td class="number">{timeOf(b)}</td>
              <td class="number">
                {a === null || b === null || a === 0 ? parts.none : `${(b / a).toFixed(2)}×`}
              </td>
            </tr>
          ))}
        </tbody>
      </ScrollTable>
    </section>
  );
}
