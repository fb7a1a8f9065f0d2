/** The funnel of each source, a line each. */

import { Link } from 'wouter-preact';
import type { SourceFunnel } from '../../src/data/build/funnel.ts';
import { ScrollTable } from '../parts/scroll-table.tsx';
import { countText } from '../text/numbers.ts';
import { useTexts } from '../text/use-texts.ts';
import { datasetAddress, rowsAddress, setOf, stepAddress } from './addresses.ts';
import { destinations, funnelSteps } from './funnel.ts';
import type { FunnelView } from './funnel.ts';
import { SplitBar } from './split-bar.tsx';

interface Props {
  run: string;
  funnel: FunnelView;
  /** The source whose funnel is shown above. */
  chosen: string | undefined;
}

export function FunnelTable({ run, funnel: { bySource, total }, chosen }: Props) {
  const { data: text } = useTexts();
  const cell = (key: string, count: number, href: string | null) => (
    <td key={key} class="number">
      {href === null || count === 0 ? countText(count) : <Link href={href}>{countText(count)}</Link>}
    </td>
  );
  const counted = (counts: SourceFunnel, source?: string) => (
    <>
      {funnelSteps.map((step) => cell(step, counts[step], stepAddress(run, step, source)))}
      <td class="wide">
        <SplitBar counts={counts} />
      </td>
      {destinations.map((destination) =>
        cell(destination, counts[destination], rowsAddress(run, { set: setOf[destination], source })),
      )}
    </>
  );
  return (
    <>
      <h2>{text.bySource}</h2>
      <ScrollTable label={text.bySource} class="counts">
        <thead>
          <tr>
            <th scope="col">{text.source}</th>
            {funnelSteps.map((step) => (
              <th key={step} scope="col" class="number">
                {text.step[step]}
              </th>
            ))}
            <th scope="col">{text.outcome}</th>
            {destinations.map((destination) => (
              <th key={destination} scope="col" class="number">
                {text.destination[destination]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {bySource.map(([source, counts]) => (
            <tr key={source} data-chosen={source === chosen}>
              <th scope="row">
                <Link href={datasetAddress(run, source)}>{source}</Link>
              </th>
              {counted(counts, source)}
            </tr>
          ))}
          <tr class="total">
            <th scope="row">
              <Link href={datasetAddress(run)}>{text.allSources}</Link>
            </th>
            {counted(total)}
          </tr>
        </tbody>
      </ScrollTable>
    </>
  );
}
