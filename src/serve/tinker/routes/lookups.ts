/** Models, samplers and sessions by the ids that requests give. */

import type { AppContext } from '../app-context.ts';
import type { ServedBase } from '../served-bases.ts';
import type { ModelRow } from '../store/models.ts';
import type { SamplerRow } from '../store/sessions.ts';
import { TinkerError } from '../tinker-error.ts';

const shown = (id: string): string => JSON.stringify(id.slice(0, 200));

export function requireSession({ sessions, store }: AppContext, id: string): void {
  if (sessions.isOpen(id)) {
    sessions.heard(id);
    return;
  }
  const why = store.sessions.isKnown(id)
    ? 'has ended: its client closed it, or was silent for too long'
    : 'is not known';
  throw new TinkerError(404, `The session ${shown(id)} ${why}. Begin one with create_session.`);
}

export function requireBase({ bases }: AppContext, name: string): ServedBase {
  const found = bases.get(name);
  if (found !== undefined) return found;
  const names = bases.list().map((base) => base.name);
  throw new TinkerError(400, `The model ${shown(name)} is not served here; there is ${names.join(', ')}.`);
}

export function unknownSession(id: string): TinkerError {
  return new TinkerError(404, `The session ${shown(id)} is not known.`);
}

/** One that may be trained. */
export function requireModel(context: AppContext, id: string): ModelRow {
  const model = context.store.models.get(id);
  if (model === undefined) throw new TinkerError(404, `The model ${shown(id)} is not known.`);
  if (model.ended !== null) {
    throw new TinkerError(
      404,
      `The model ${shown(id)} was unloaded, could not be made, or its session has ended. Make a new one; what was saved can be loaded into it.`,
    );
  }
  context.sessions.heardOf(id);
  return model;
}

export function baseOf({ bases }: AppContext, name: string): ServedBase {
  const base = bases.get(name);
  if (base !== undefined) return base;
  throw new TinkerError(
    400,
    `It stands on ${shown(name)}, which this server was not started with. Start it with that model too.`,
  );
}

export function requireSampler(context: AppContext, id: string): SamplerRow {
  const sampler = context.store.sessions.sampler(id);
  if (sampler === undefined) {
    throw new TinkerError(
      404,
      `The sampling session ${shown(id)} is not known, or not kept any more: of a model's unnamed samplers the newest few are.`,
    );
  }
  context.sessions.heardOf(id);
  return sampler;
}
