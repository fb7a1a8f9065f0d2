/** Model strings of a run's models. */

import { readdirSync } from 'node:fs';
import { modelStages } from '../../core/results.ts';
import type { RunPlace } from '../folder/run-place.ts';

/** Random weights, from which pretraining starts: nobody wants to ask them. */
const INITIAL = 'initial';
/** Not a folder that is being written. */
const WHOLE = /^[\w-]+$/;

/** `run:NAME@STAGE`, in the order in which they are made. */
export function modelsOf(place: RunPlace): string[] {
  const folder = place.find('models');
  if (folder === null) return [];
  const isModel = (name: string): boolean =>
    place.has('models', name, 'config.json') || place.has('models', name, 'adapter_config.json');
  const names = readdirSync(folder).filter((name) => WHOLE.test(name) && name !== INITIAL && isModel(name));
  const order: readonly string[] = modelStages;
  const rank = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);
  return names
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .map((name) => `run:${place.name}@${name}`);
}
