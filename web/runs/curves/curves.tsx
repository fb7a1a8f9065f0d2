/** How training went, and goes: the charts of each family of stages, the one that works first. */

import { Shown } from '../../parts/shown.tsx';
import { countText } from '../../text/numbers.ts';
import { useTexts } from '../../text/use-texts.ts';
import { ChartGroup } from './chart-group.tsx';
import { familiesOf } from './families.ts';
import type { Family } from './families.ts';
import { measuresOf } from './measures.ts';
import type { Measure, MeasurePart } from './measures.ts';
import type { Metrics } from './use-metrics.ts';

interface Props {
  name: string;
  metrics: Metrics;
  isRunning: boolean;
  /** Whether there are groups to lead to. */
  hasRollouts: boolean;
}

export function Curves({ name, metrics: { log, isLoaded, error }, isRunning, hasRollouts }: Props) {
  const {
    runs: { curves: text },
  } = useTexts();
  const families = familiesOf(log);
  return (
    <section>
      <h2>{text.title}</h2>
      <Shown of={{ data: isLoaded ? families : null, error, isLoading: !isLoaded, again: () => {} }}>
        {(shown) =>
          shown.length === 0 ? (
            <p class="note">{isRunning ? text.noneRunning : text.none}</p>
          ) : (
            <>
              <p class="note">{text.note}</p>
              {shown.map((family) => (
                <FamilyCharts key={family.id} {...{ name, family, hasRollouts }} />
              ))}
            </>
          )
        }
      </Shown>
    </section>
  );
}

function FamilyCharts({ name, family, hasRollouts }: { name: string; family: Family; hasRollouts: boolean }) {
  const {
    runs: { curves: text },
  } = useTexts();
  const measures = measuresOf(family.stages.flatMap(([, { keys }]) => [...keys]));
  const leads = family.id === 'reinforced' && hasRollouts;
  return (
    <div class="family">
      <h3>{text.families[family.id] ?? family.id}</h3>
      {leads && <p class="note">{text.leads}</p>}
      {family.stages.map(([stage, { rows }]) => {
        const alarms = rows.filter((row) => row.logprobGapAlarm === true).length;
        return (
          alarms > 0 && (
            <p key={stage} class="amiss">
              {text.alarm(stage, countText(alarms))}
            </p>
          )
        );
      })}
      {partsOf(measures).map(([part, own]) => (
        <ChartGroup key={part} part={part} measures={own} {...{ name, family, leads }} />
      ))}
    </div>
  );
}

const FEW = 4;

/** Where there are few curves to look at first, they stand in one row. */
function partsOf(measures: readonly Measure[]): [MeasurePart, Measure[]][] {
  const of = (part: MeasurePart): Measure[] => measures.filter((measure) => measure.part === part);
  const [learning, health] = [of('learning'), of('health')];
  const isShort = learning.length + health.length <= FEW;
  return [
    ['learning', isShort ? [...learning, ...health] : learning],
    ['health', isShort ? [] : health],
    ['kinds', of('kinds')],
    ['pace', of('pace')],
  ];
}
