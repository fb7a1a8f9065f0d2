/** Paths of saved weights: `tinker://<run>/<weights|sampler_weights>/<name>`; SkyRL's samplers are `tinker://<run>/<name>`. */

import { InputError } from '../../core/errors.ts';

export const checkpointKinds = ['weights', 'sampler_weights'] as const;
export type CheckpointKind = (typeof checkpointKinds)[number];

export interface TinkerPath {
  /** The model's id; may hold ":", but no "/". */
  run: string;
  /** Undefined in SkyRL's form of two parts. */
  kind: CheckpointKind | undefined;
  name: string;
}

const SCHEME = 'tinker://';

export function isTinkerPath(path: string): boolean {
  return path.startsWith(SCHEME);
}

/** @throws InputError where `path` is neither form. */
export function parseTinkerPath(path: string): TinkerPath {
  const [run = '', ...rest] = isTinkerPath(path) ? path.slice(SCHEME.length).split('/') : [];
  const [first = '', second] = rest;
  if (run !== '' && rest.length === 1 && isName(first)) return { run, kind: undefined, name: first };
  if (run !== '' && rest.length === 2 && isKind(first) && isName(second)) {
    return { run, kind: first, name: second };
  }
  throw new InputError(`${JSON.stringify(path)} is no path of saved weights`, {
    hint: 'Paths are tinker://RUN/weights/NAME, tinker://RUN/sampler_weights/NAME or, from SkyRL, tinker://RUN/NAME.',
  });
}

export function formatTinkerPath({ run, kind, name }: TinkerPath): string {
  return kind === undefined ? `${SCHEME}${run}/${name}` : `${SCHEME}${run}/${kind}/${name}`;
}

export function isKind(text: string): text is CheckpointKind {
  return checkpointKinds.some((kind) => kind === text);
}

/** Dots alone would lead out of a folder. */
function isName(text: string | undefined): text is string {
  return text !== undefined && text !== '' && !/^\.+$/.test(text) && !/[\\?#]/.test(text);
}
