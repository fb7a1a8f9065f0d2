/** What a model is called where several stand side by side: with its run, which may have evaluated a model that others have too. */

import type { EvaluatedModel } from '../../src/inspect/shapes.ts';

export function modelName({ title, run }: EvaluatedModel): string {
  return title.includes(run) ? title : `${title} (${run})`;
}
