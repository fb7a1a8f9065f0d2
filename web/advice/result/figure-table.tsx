/** Every figure with its value, interval, formula and id. */

import { useState } from 'preact/hooks';
import { ScrollTable } from '../../parts/scroll-table.tsx';
import { SearchField } from '../../parts/search-field.tsx';
import { language } from '../../state/preferences.ts';
import { useStore } from '../../state/store.ts';
import { countText } from '../../text/numbers.ts';
import type { SaidFigure } from '../api.ts';
import { useAdvice } from '../texts.ts';
import { rowId } from './figure-note.tsx';

interface Props {
  figures: readonly SaidFigure[];
  chosen: string | null;
}

export function FigureTable({ figures, chosen }: Props) {
  const text = useAdvice();
  const shown = useStore(language);
  const [search, setSearch] = useState('');
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = figures.filter(({ id, label, saidFormula }) => {
    const all = `${id}\n${label.en}\n${label.zh}\n${saidFormula[shown]}`.toLowerCase();
    return words.every((word) => all.includes(word)) || id === chosen;
  });
  return (
    <>
      <div class="filters" role="search">
        <SearchField value={search} label={text.searchFigures} onSearch={setSearch} />
      </div>
      <p class="note" role="status">
        {text.figuresFound(countText(found.length), countText(figures.length))}
      </p>
      <ScrollTable label={text.figures} class="figures">
        <thead>
          <tr>
            <th scope="col">{text.figure}</th>
            <th scope="col" class="number">
              {text.value}
            </th>
            <th scope="col" class="number">
              {text.interval}
            </th>
            <th scope="col">{text.formula}</th>
            <th scope="col">{text.id}</th>
          </tr>
        </thead>
        <tbody>
          {found.map((figure) => (
            <tr key={figure.id} id={rowId(figure.id)} tabindex={-1} data-chosen={figure.id === chosen}>
              <th scope="row">{figure.label[shown]}</th>
              <td class="number">{figure.said[shown]}</td>
              <td class="number">{figure.saidInterval?.[shown] ?? ''}</td>
              <td>
                <code>{figure.saidFormula[shown]}</code>
              </td>
              <td>
                <code>{figure.id}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </ScrollTable>
    </>
  );
}
