/** The figures of a sensitivity. */

import type { Figure } from '../figure.ts';
import type { SensitivityRow } from './sensitivity.ts';

/** `sensitivity.ID.return`, `.volatility`, and `.moved` where there is another best portfolio. */
export function sensitivityFigures(rows: readonly SensitivityRow[]): Figure[] {
  return rows.flatMap(({ id, label, expectedReturn, volatility, best }): Figure[] => [
    {
      id: `sensitivity.${id}.return`,
      value: expectedReturn,
      unit: 'fraction',
      label: { en: `expected return a year, ${label.en}`, zh: `预期年收益率（${label.zh}）` },
      formula: "w' μ − fee",
    },
    {
      id: `sensitivity.${id}.volatility`,
      value: volatility,
      unit: 'fraction',
      label: { en: `volatility a year, ${label.en}`, zh: `年波动率（${label.zh}）` },
      formula: "sqrt(w' Σ w)",
    },
    ...(best !== null && 'moved' in best
      ? [
          {
            id: `sensitivity.${id}.moved`,
            value: best.moved,
            unit: 'fraction' as const,
            label: {
              en: `share of the portfolio that would be invested otherwise, ${label.en}`,
              zh: `投资组合中需改变的比例（${label.zh}）`,
            },
            formula: 'Σ|w* − w| / 2',
          },
        ]
      : []),
  ]);
}
