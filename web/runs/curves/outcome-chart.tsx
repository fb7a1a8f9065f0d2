/** How the rollouts of each step ended: a line a verdict. */

import { useMemo } from 'preact/hooks';
import type { Verdict } from '../../../src/core/outcome.ts';
import { Curve } from '../../parts/curve.tsx';
import { shareText } from '../../text/numbers.ts';
import { useTexts } from '../../text/use-texts.ts';
import { outcomePoints } from './families.ts';
import type { Family } from './families.ts';
import type { StageLog } from './metric-log.ts';

const colours: Readonly<Record<Verdict, string>> = {
  correct: '--recomputed',
  wrong: '--unsupported',
  truncated: '--amber',
  unparseable: '--misplaced',
  unscorable: '--soft',
  'judge-error': '--edge',
};

interface Props {
  family: Family;
  stage: string;
  log: StageLog;
  hrefOf: ((step: number) => string) | undefined;
}

export function OutcomeChart({ family, stage, log, hrefOf }: Props) {
  const { runs, verdict: names } = useTexts();
  const series = useMemo(
    () =>
      [...outcomePoints(log)].map(([verdict, points]) => ({
        label: names[verdict],
        colour: colours[verdict],
        points,
      })),
    [log, names],
  );
  if (series.length === 0) return null;
  return (
    <Curve
      title={runs.curves.outcomes(stage)}
      series={series}
      group={family.id}
      valueForm={shareText}
      isSmoothed
      hrefOf={hrefOf}
    />
  );
}
