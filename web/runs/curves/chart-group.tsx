/** Charts of one kind of a family: in view for what one looks at first, folded for the rest. What never moves is said in a line. */

import { useState } from 'preact/hooks';
import { useTexts } from '../../text/use-texts.ts';
import { runAddress } from '../address.ts';
import type { Family } from './families.ts';
import { constantIn } from './families.ts';
import { formText, useMeasureTitle } from './measure-text.ts';
import type { Measure, MeasurePart } from './measures.ts';
import { MeasureChart } from './measure-chart.tsx';
import { OutcomeChart } from './outcome-chart.tsx';

interface Props {
  name: string;
  family: Family;
  part: MeasurePart;
  measures: readonly Measure[];
  /** Whether a step leads to its groups. */
  leads: boolean;
}

export function ChartGroup({ name, family, part, measures, leads }: Props) {
  const {
    runs: { curves: text },
  } = useTexts();
  const titleOf = useMeasureTitle(family.id);
  const isFirst = part === 'learning' || part === 'health';
  const [isOpen, setOpen] = useState(isFirst);
  if (measures.length === 0) return null;
  const still: string[] = [];
  const moving = measures.filter((measure) => {
    const value = constantIn(family, measure.key);
    if (value !== null) still.push(`${titleOf(measure)} ${formText(measure.form)(value)}`);
    return value === null;
  });
  const newest = family.stages[0]?.[0] ?? '';
  const hrefOf = leads
    ? (step: number) => runAddress(name, 'groups', { stage: newest, step: String(step) })
    : undefined;
  return (
    <details class="fold" open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        {text.parts[part]} {!isFirst && <small>{text.charts(moving.length)}</small>}
      </summary>
      {isOpen && (
        <>
          <div class="curves">
            {moving.map((measure) => (
              <MeasureChart key={measure.key} {...{ family, measure, hrefOf }} />
            ))}
            {part === 'learning' &&
              family.stages.map(([stage, log]) => (
                <OutcomeChart
                  key={stage}
                  {...{ family, stage, log }}
                  hrefOf={stage === newest ? hrefOf : undefined}
                />
              ))}
          </div>
          {still.length > 0 && (
            <p class="note">
              {text.constant} {still.join(' · ')}
            </p>
          )}
        </>
      )}
    </details>
  );
}
