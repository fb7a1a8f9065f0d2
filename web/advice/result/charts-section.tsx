/** The four charts of a plan. */

import type { Charts } from '../../../src/apps/advisory/plan/charts.ts';
import { AllocationChart } from '../charts/allocation-chart.tsx';
import { DrawdownChart } from '../charts/drawdown-chart.tsx';
import { FanChart } from '../charts/fan-chart.tsx';
import { FrontierChart } from '../charts/frontier-chart.tsx';

interface Props {
  charts: Charts;
  onFigure: (id: string) => void;
}

export function ChartsSection({ charts, onFigure }: Props) {
  return (
    <div class="charts">
      <AllocationChart slices={charts.allocation} onFigure={onFigure} />
      <FanChart fan={charts.fan} />
      <FrontierChart frontier={charts.frontier} />
      <DrawdownChart drawdown={charts.drawdown} />
    </div>
  );
}
