/** Settings that differ, side by side. */

import type { ComponentChildren } from 'preact';
import { ScrollTable } from '../../parts/scroll-table.tsx';
import { useTexts } from '../../text/use-texts.ts';

interface Props {
  title: string;
  /** Said where nothing differs. */
  same: string;
  rows: readonly { key: string; a: unknown; b: unknown }[];
  heads: readonly ComponentChildren[];
}

export function KeyDifferences({ title, same, rows, heads }: Props) {
  const { runs: text } = useTexts();
  return (
    <section>
      <h2>{title}</h2>
      {rows.length === 0 ? (
        <p class="note">{same}</p>
      ) : (
        <ScrollTable label={title} class="differences">
          <thead>
            <tr>
              <th scope="col">{text.diff.key}</th>
              {heads.map((head, i) => (
                <th key={i} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, a, b }) => (
              <tr key={key}>
                <th scope="row">
                  <code>{key}</code>
                </th>
                <Value of={a} />
                <Value of={b} />
              </tr>
            ))}
          </tbody>
        </ScrollTable>
      )}
    </section>
  );
}

function Value({ of }: { of: unknown }) {
  const { runs: text } = useTexts();
  if (of === null || of === undefined) return <td class="note">{text.diff.unset}</td>;
  return <td>{typeof of === 'string' ? of : JSON.stringify(of)}</td>;
}
