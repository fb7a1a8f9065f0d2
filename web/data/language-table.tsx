/** Samples for SFT and RL by source and language, as their files hold them. */

import { Link } from 'wouter-preact';
import type { DataPage, DatasetDetail, RowSet } from '../../src/inspect/shapes.ts';
import { ScrollTable } from '../parts/scroll-table.tsx';
import { Shown } from '../parts/shown.tsx';
import { useResource } from '../state/resource.ts';
import type { Resource } from '../state/resource.ts';
import { countText } from '../text/numbers.ts';
import { useTexts } from '../text/use-texts.ts';
import { rowsAddress, rowsRequest } from './addresses.ts';

interface Column {
  set: RowSet;
  language: string;
  rows: Resource<DataPage>;
}

export function LanguageTable({ detail }: { detail: DatasetDetail }) {
  const { data: text } = useTexts();
  const { run, sets, languages } = detail;
  const useColumn = (set: RowSet, language: string): Column[] => {
    const isThere =
      sets.some((one) => one.set === set && one.rows !== 0) &&
      languages.some(({ value }) => value === language);
    const rows = useResource<DataPage>(isThere ? rowsRequest(run, { set, language }, 0, 1) : null);
    return isThere ? [{ set, language, rows }] : [];
  };
  const columns = [
    ...useColumn('sft', 'en'),
    ...useColumn('sft', 'zh'),
    ...useColumn('rl', 'en'),
    ...useColumn('rl', 'zh'),
  ];
  const loading = columns.find(({ rows }) => rows.data === null);
  // A set may have no row of a language that others have.
  const filled = columns.filter(({ rows }) => rows.data?.total !== 0);
  if (filled.length === 0) return null;
  return (
    <>
      <h2>{text.languages}</h2>
      {loading === undefined ? (
        <Columns run={run} columns={filled} />
      ) : (
        <Shown of={loading.rows}>{() => null}</Shown>
      )}
    </>
  );
}

function Columns({ run, columns }: { run: string; columns: readonly Column[] }) {
  const { data: text } = useTexts();
  const byColumn = columns.map(({ set, language, rows }) => ({
    ...{ set, language },
    total: rows.data?.total ?? 0,
    sources: new Map(rows.data?.facets.sources.map(({ value, rows: count }) => [value, count])),
  }));
  const sources = [...new Set(byColumn.flatMap((column) => [...column.sources.keys()]))];
  const nameOf = (language: string): string => text.languageNames[language] ?? language;
  return (
    <ScrollTable label={text.languages} class="counts">
      <thead>
        <tr>
          <th scope="col">{text.source}</th>
          {byColumn.map(({ set, language }) => (
            <th key={`${set} ${language}`} scope="col" class="number">
              {text.cell(text.sets[set], nameOf(language))}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {sources.map((source) => (
          <tr key={source}>
            <th scope="row">{source}</th>
            {byColumn.map(({ set, language, sources: counts }) => (
              <td key={`${set} ${language}`} class="number">
                {counts.has(source) ? (
                  <Link href={rowsAddress(run, { set, source, language })}>
                    {countText(counts.get(source) ?? 0)}
                  </Link>
                ) : (
                  '0'
                )}
              </td>
            ))}
          </tr>
        ))}
        <tr class="total">
          <th scope="row">{text.allSources}</th>
          {byColumn.map(({ set, language, total }) => (
            <td key={`${set} ${language}`} class="number">
              <Link href={rowsAddress(run, { set, language })}>{countText(total)}</Link>
            </td>
          ))}
        </tr>
      </tbody>
    </ScrollTable>
  );
}
