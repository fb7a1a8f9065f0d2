/** The files of a data set as ways to their rows, each with how many it has. */

import { Link } from 'wouter-preact';
import type { DatasetDetail, RowSet } from '../../src/inspect/shapes.ts';
import { countText } from '../text/numbers.ts';
import { useTexts } from '../text/use-texts.ts';
import { rowsAddress } from './addresses.ts';

interface Props {
  run: string;
  sets: DatasetDetail['sets'];
  /** '' is all; null: none is shown. */
  chosen: RowSet | '' | null;
}

export function SetLinks({ run, sets, chosen }: Props) {
  const { data: text, parts } = useTexts();
  const all = sets.reduce((sum, { rows }) => sum + (rows ?? 0), 0);
  const link = (set: RowSet | '', name: string, rows: number | null) => (
    <Link
      key={set}
      href={rowsAddress(run, set === '' ? {} : { set })}
      title={set === '' ? undefined : text.setNotes[set]}
      aria-current={set === chosen ? 'true' : undefined}
    >
      {name} <b>{rows === null ? parts.none : countText(rows)}</b>
    </Link>
  );
  return (
    <nav class="sets" aria-label={text.setChoice}>
      {link('', text.allSets, all)}
      {sets.map(({ set, rows }) => link(set, text.sets[set], rows))}
    </nav>
  );
}
