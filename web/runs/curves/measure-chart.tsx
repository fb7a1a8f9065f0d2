/** One measure of a family: a line a stage. */

import { useMemo } from 'preact/hooks';
import { Curve } from '../../parts/curve.tsx';
import { stageColour } from '../stage-colour.ts';
import { pointsOf } from './families.ts';
import type { Family } from './families.ts';
import { formText, useMeasureTitle, useMeasureUnit } from './measure-text.ts';
import type { Measure } from './measures.ts';

interface Props {
  family: Family;
  measure: Measure;
  hrefOf: ((step: number) => string) | undefined;
}

export function MeasureChart({ family: { id, stages }, measure, hrefOf }: Props) {
  const titleOf = useMeasureTitle(id);
  const unitOf = useMeasureUnit(id);
  const series = useMemo(
    () =>
      stages
        .filter(([, { keys }]) => keys.has(measure.key))
        .map(([stage, log]) => ({
          label: stage,
          colour: stageColour(stage, []),
          points: pointsOf(log, measure.key),
        })),
    [measure.key, ...stages.map(([, log]) => log)],
  );
  return (
    <Curve
      title={titleOf(measure)}
      unit={unitOf(measure)}
      series={series}
      group={id}
      valueForm={formText(measure.form)}
      isSmoothed
      hrefOf={hrefOf}
    />
  );
}
