/** What is known of a chosen figure. */

import { language } from '../../state/preferences.ts';
import { useStore } from '../../state/store.ts';
import type { SaidFigure } from '../api.ts';
import { useAdvice } from '../texts.ts';

/** The row of a figure in the table. */
export function rowId(figure: string): string {
  return `figure-${figure}`;
}

export function FigureNote({ figure }: { figure: SaidFigure | undefined }) {
  const text = useAdvice();
  const shown = useStore(language);
  if (figure === undefined) return <p class="number-note">{text.noFigure}</p>;
  const { id, label, saidFormula, saidInterval } = figure;
  return (
    <p class="number-note" role="status">
      <b data-status="recomputed">
        {label[shown]}: {figure.said[shown]}
      </b>{' '}
      {saidInterval !== null && (
        <span>
          [{text.interval}: {saidInterval[shown]}]{' '}
        </span>
      )}
      {text.formula} <code>{saidFormula[shown]}</code> · <code>{id}</code> ·{' '}
      <button
        type="button"
        class="plain"
        onClick={() => {
          const row = document.getElementById(rowId(id));
          row?.scrollIntoView({ block: 'center' });
          row?.focus({ preventScroll: true });
        }}
      >
        {text.toFigure}
      </button>
    </p>
  );
}
