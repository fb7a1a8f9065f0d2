/** Saved weights by their `tinker://` paths. */

import { InputError } from '../../../core/errors.ts';
import { formatTinkerPath, parseTinkerPath } from '../../../tinker/wire/tinker-path.ts';
import type { AppContext } from '../app-context.ts';
import type { CheckpointRow } from '../store/checkpoints.ts';
import type { ModelRow } from '../store/models.ts';
import { TinkerError } from '../tinker-error.ts';

/** SkyRL's paths of two parts name weights for sampling. */
export function requireCheckpoint({ store }: AppContext, path: string): CheckpointRow {
  const { run, kind, name } = parseTinkerPath(path);
  for (const each of kind === undefined ? (['sampler_weights', 'weights'] as const) : [kind]) {
    const found = store.checkpoints.get({ model: run, kind: each, name });
    if (found !== undefined) return found;
  }
  throw new TinkerError(404, `There are no saved weights at ${path.slice(0, 300)}; they may have expired.`);
}

export function pathOf({ model, kind, name }: Pick<CheckpointRow, 'model' | 'kind' | 'name'>): string {
  return formatTinkerPath({ run: model, kind, name });
}

/** Whose weights they are. */
export function runOf({ store }: AppContext, { model }: CheckpointRow): ModelRow {
  const run = store.models.get(model);
  if (run === undefined) throw new TinkerError(404, `The training run ${model} is not known.`);
  return run;
}

/** Into a model of the same base and rank. */
export function requireLoadable(
  context: AppContext,
  path: string,
  model: ModelRow,
  withOptimizer: boolean,
): void {
  const checkpoint = requireCheckpoint(context, path);
  if (checkpoint.kind !== 'weights') {
    const without = withOptimizer ? ' and the optimizer' : '';
    throw new InputError(
      `${path} holds weights for sampling, not a state that training${without} goes on from`,
      {
        hint: 'Load what save_weights has saved (tinker://RUN/weights/NAME).',
      },
    );
  }
  const run = runOf(context, checkpoint);
  for (const [what, has, wants] of [
    ['base', run.base, model.base],
    ['rank', run.rank, model.rank],
    ['trained projections', run.targets.join(), model.targets.join()],
  ]) {
    if (has === wants) continue;
    throw new InputError(`${path} has the ${what} ${has}, and the model has ${wants}`, {
      hint: 'Make a model like the saved one (weights_info tells of it), and load into that.',
    });
  }
}
