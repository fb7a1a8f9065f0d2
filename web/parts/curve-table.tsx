/** The numbers of a chart, a row for every so many steps. */

import { Link } from 'wouter-preact';
import { ScrollTable } from './scroll-table.tsx';
import { useTexts } from '../text/use-texts.ts';

interface Props {
  title: string;
  steps: ArrayLike<number>;
  columns: readonly { label: string; values: ArrayLike<number | null | undefined> }[];
  valueForm: (value: number) => string;
  hrefOf?: (step: number) => string;
}

const ROWS = 20;

export function CurveTable({ title, steps, columns, valueForm, hrefOf }: Props) {
  const { parts } = useTexts();
  const every = Math.max(1, Math.ceil(steps.length / ROWS));
  const rows = Array.from({ length: steps.length }, (_, i) => i).filter(
    (i) => i % every === 0 || i === steps.length - 1,
  );
  return (
    <ScrollTable label={title}>
      <thead>
        <tr>
          <th scope="col">{parts.stepHead}</th>
          {columns.map(({ label }) => (
            <th key={label} scope="col" class="number">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((i) => {
          const step = steps[i] ?? 0;
          return (
            <tr key={step}>
              <th scope="row">{hrefOf === undefined ? step : <Link href={hrefOf(step)}>{step}</Link>}</th>
              {columns.map(({ label, values }) => {
                const value = values[i];
                return (
                  <td key={label} class="number">
                    {value === null || value === undefined ? parts.none : valueForm(value)}
                  </td>
                );
              })}
            </tr>
          );
        })}
      </tbody>
    </ScrollTable>
  );
}
