/** What a text leaves out that has to stand beside what it tells: of figures that go together, the one that the client may not like. */

import type { Figure } from '../figure.ts';

/** The first thing that is left out; null where none is. `says`: whether the text has a figure. */
export function oneSided(figures: readonly Figure[], says: (id: string) => boolean): string | null {
  const isOpen = (id: string): boolean => figures.some((one) => one.id === id) && !says(id);
  const favourable = figures.find(({ id }) => /^plan\.wealth\..+\.p95$/.test(id) && says(id));
  if (favourable !== undefined && isOpen(favourable.id.replace(/p95$/, 'p5')))
    return 'the favourable case is told without the unfavourable one';
  if (says('backtest.return') && isOpen('backtest.drawdown'))
    return 'the past return is told without the largest past loss';
  const chances = figures.filter(({ id }) => /^goal\.[^.]+\.probability$/.test(id));
  const [least] = chances.toSorted((a, b) => a.value - b.value);
  if (least !== undefined && !says(least.id) && chances.some(({ id }) => says(id)))
    return `the goal that is reached least often, ${least.id.split('.')[1] ?? ''}, is left out`;
  return null;
}
