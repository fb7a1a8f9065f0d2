/** The matrix of models and benchmarks: its columns, the order of its rows, and which score of a column is the best. */

import type { Score } from '../../src/core/results.ts';
import type { EvaluatedModel, EvaluationMatrix } from '../../src/inspect/shapes.ts';
import { highestOf } from '../parts/highest-of.ts';

/** Over all benchmarks of a model. */
export const TOTAL = 'total';

type Scores = EvaluationMatrix['scores'];

/** The total first, then the benchmarks as the server names them. */
export function columnsOf({ benchmarks, models, scores }: EvaluationMatrix): string[] {
  const own = benchmarks.filter((benchmark) => benchmark !== TOTAL);
  const hasTotal = models.some(({ id }) => scores[id]?.[TOTAL] !== undefined);
  // Of a single benchmark the total says the same again.
  return hasTotal && own.length !== 1 ? [TOTAL, ...own] : own;
}

export interface Order {
  /** `model`, or a column. */
  by: string;
  isRising: boolean;
}

/** Names rise and scores fall where nothing else is said. `-` turns it round. */
export function orderIn(text: string | undefined): Order | null {
  if (text === undefined || text === '') return null;
  const isTurned = text.startsWith('-');
  const by = isTurned ? text.slice(1) : text;
  return { by, isRising: (by === 'model') !== isTurned };
}

/** What the head of a column asks for next: first its usual order, then the other way round, then none. */
export function nextOrder(order: string | undefined, column: string): string | null {
  if (order === column) return `-${column}`;
  return order === `-${column}` ? null : column;
}

/** Models without a score stand last, whichever way. */
export function orderedModels(
  models: readonly EvaluatedModel[],
  scores: Scores,
  order: Order | null,
): EvaluatedModel[] {
  if (order === null) return [...models];
  const turn = order.isRising ? 1 : -1;
  if (order.by === 'model') return models.toSorted((a, b) => turn * a.title.localeCompare(b.title));
  const accuracy = ({ id }: EvaluatedModel): number | null => scores[id]?.[order.by]?.accuracy ?? null;
  return models.toSorted((a, b) => {
    const [x, y] = [accuracy(a), accuracy(b)];
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    return turn * (x - y);
  });
}

/** The highest accuracy; null where it says nothing: where all are equal, or totals are over different questions. */
export function bestOf(models: readonly EvaluatedModel[], scores: Scores, column: string): number | null {
  const own = models.flatMap(({ id }): Score[] => {
    const score = scores[id]?.[column];
    return score === undefined || score.accuracy === null ? [] : [score];
  });
  if (column === TOTAL && own.some(({ n }) => n !== own[0]?.n)) return null;
  return highestOf(own.map(({ accuracy }) => accuracy));
}

/** The two models to compare, the one chosen first first; of three the last two. */
export function chosenWith(chosen: readonly string[], id: string): string[] {
  return chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id].slice(-2);
}
