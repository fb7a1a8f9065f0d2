/** The data sets that were found, or how to make one. */

import { Fragment } from 'preact';
import { Link } from 'wouter-preact';
import type { DatasetSummary } from '../../src/inspect/shapes.ts';
import { Command } from '../parts/command.tsx';
import { Message } from '../parts/message.tsx';
import { ScrollTable } from '../parts/scroll-table.tsx';
import { Shown } from '../parts/shown.tsx';
import { useResource } from '../state/resource.ts';
import { countText } from '../text/numbers.ts';
import { useTexts } from '../text/use-texts.ts';
import { datasetAddress } from './addresses.ts';
import { destinations } from './funnel.ts';
import type { Destination } from './funnel.ts';
import { SplitBar } from './split-bar.tsx';

export function DatasetList() {
  const { data: text } = useTexts();
  const found = useResource<{ datasets: DatasetSummary[] }>('/api/datasets');
  return (
    <>
      {found.data?.datasets.length !== 0 && <h1>{text.title}</h1>}
      <Shown of={found}>
        {({ datasets }) =>
          datasets.length === 0 ? <NoDatasets /> : <Datasets datasets={datasets} title={text.title} />
        }
      </Shown>
    </>
  );
}

function NoDatasets() {
  const { data: text } = useTexts();
  return (
    <Message title={text.none} text={text.noneText}>
      <Command text="fin-r1 data build recipes/finqa-offline.yaml --data-dir data" />
      <Command text="fin-r1 quickstart" />
    </Message>
  );
}

function Datasets({ datasets, title }: { datasets: readonly DatasetSummary[]; title: string }) {
  const { data: text } = useTexts();
  return (
    <>
      <p class="note">{text.lead}</p>
      <ScrollTable label={title} class="counts">
        <thead>
          <tr>
            <th scope="col">{text.run}</th>
            <th scope="col">{text.teacher}</th>
            <th scope="col" class="number">
              {text.step.asked}
            </th>
            <th scope="col">{text.outcome}</th>
            {destinations.map((destination) => (
              <th key={destination} scope="col" class="number">
                {text.destination[destination]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {datasets.map((dataset) => (
            <DatasetLine key={dataset.run} dataset={dataset} />
          ))}
        </tbody>
      </ScrollTable>
    </>
  );
}

function DatasetLine({ dataset }: { dataset: DatasetSummary }) {
  const { parts } = useTexts();
  const { run, teacher, asked, fault } = dataset;
  const counted = (count: number | null) => (
    <td class="number">{count === null ? parts.none : countText(count)}</td>
  );
  const counts = destinations.map((destination) => [destination, dataset[destination] ?? 0] as const);
  return (
    <tr>
      <th scope="row">
        <Link href={datasetAddress(run)}>{run}</Link>
        {fault !== null && <small class="fault">{fault}</small>}
      </th>
      <td>{teacher ?? parts.none}</td>
      {counted(asked)}
      <td class="wide">
        <SplitBar counts={Object.fromEntries(counts) as Record<Destination, number>} />
      </td>
      {destinations.map((destination) => (
        <Fragment key={destination}>{counted(dataset[destination])}</Fragment>
      ))}
    </tr>
  );
}
