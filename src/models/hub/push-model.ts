/**
 * `models push`: a model folder to Hugging Face. Refused without a card that states a licence, unless it is asked for: whoever finds the
 * model has to know what it is and what may be done with it. Never pushed are an export whose proof failed, weight files that are not
 * whole, an adapter whose base nobody else has, and weights beside other ones of an earlier push.
 */

import { readdirSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';

import { z } from 'zod';
import { InputError } from '../../core/errors.ts';
import { isThere, readFailure } from '../../core/file-errors.ts';
import { isAdapterFolder, licenceOf, readJson, requireWholeWeights } from '../../engine/index.ts';
import { pushFiles, requireToken } from '../../hub/push-files.ts';
import type { PushedFiles, PushPlace } from '../../hub/push-files.ts';

export interface PushModelOptions extends PushPlace {
  directory: string;
  /** Push though there is no card with a licence. */
  withoutCard: boolean;
  /** Is told what will be sent, before anything is. */
  onPlan?: (plan: PushPlan) => void;
}

export interface PushPlan {
  files: { path: string; size: number }[];
  bytes: number;
  /** Files of the folder that are no part of a model. */
  left: string[];
}

/** What a model is made of. The checksums that fin-r1 writes beside weights stay here: the hub keeps its own. */
const PART = /^(?!\.)(?!.*\.checksum\.json$)(.*\.(safetensors|gguf|json|jinja|md|txt|model)|LICENSE|NOTICE)$/;
/** The optimiser's state, as checkpoints have it. */
const STATE = /^(optimizer|optimiser|training_state|moments)/i;

/** @throws InputError for what the user can change: the token, the name, the folder, a missing card. */
export async function pushModel(options: PushModelOptions): Promise<PushedFiles> {
  requireToken(options, 'models');
  const { directory } = options;
  const plan = planOf(directory);
  await requireProof(directory);
  await requireWholeWeights(directory);
  await requireBaseElsewhere(directory);
  if (!options.withoutCard) requireCard(directory);
  options.onPlan?.(plan);
  const files = plan.files.map(({ path }) => path);
  const clashes = (there: readonly string[]): string[] => clashing(files, there);
  return pushFiles({ directory, files, type: 'model', title: 'Model made with fin-r1', clashes }, options);
}

/** Weights of an earlier push under other names, of which a loader would take one or the other, or both. GGUF files are loaded by name. */
const WEIGHTS = /^[^/]*\.safetensors(\.index\.json)?$|^adapter_config\.json$/;

function clashing(files: readonly string[], there: readonly string[]): string[] {
  if (!files.some((path) => path.endsWith('.safetensors'))) return [];
  return there.filter((path) => WEIGHTS.test(path) && !files.includes(path));
}

function planOf(directory: string): PushPlan {
  const names = entriesOf(directory);
  const isPart = (name: string): boolean => PART.test(name) && !STATE.test(name);
  const files = names.filter(isPart).map((path) => ({ path, size: statSync(join(directory, path)).size }));
  if (!files.some(({ path }) => /\.(safetensors|gguf)$/.test(path))) {
    throw new InputError(`${directory} holds no weights (*.safetensors or *.gguf)`, {
      code: 'model',
      hint: 'Name the folder of a model, such as runs/NAME/models/grpo.',
    });
  }
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  return { files, bytes, left: names.filter((name) => !isPart(name)) };
}

function entriesOf(directory: string): string[] {
  try {
    const entries = readdirSync(directory, { withFileTypes: true });
    return entries.map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name)).sort();
  } catch (error) {
    throw readFailure(directory, error);
  }
}

const exportRecord = z.object({ proof: z.object({ passed: z.boolean() }) });

/** A folder that `models export` did not make has no proof, and need not have one. */
async function requireProof(directory: string): Promise<void> {
  const path = join(directory, 'export.json');
  if (!isThere(path) || (await readJson(path, exportRecord)).proof.passed) return;
  throw new InputError(`${directory}: the proof of this export failed`, {
    code: 'export-proof',
    hint: 'Export the model again, and push what is proven.',
  });
}

const adapterConfig = z.looseObject({ base_model_name_or_path: z.string().nullish() });

/** An adapter in a run folder names its base by a path there. */
async function requireBaseElsewhere(directory: string): Promise<void> {
  if (!isAdapterFolder(directory)) return;
  const path = join(directory, 'adapter_config.json');
  const { base_model_name_or_path: base } = await readJson(path, adapterConfig);
  if (base == null || base === '') return;
  const isHere = (folder: string): boolean =>
    isThere(join(folder, base, 'config.json')) || (dirname(folder) !== folder && isHere(dirname(folder)));
  if (!isAbsolute(base) && !isHere(resolve(directory))) return;
  throw new InputError(`${directory} is an adapter whose base is a folder of this machine (${base})`, {
    code: 'model',
    hint: 'Export it (fin-r1 models export run:NAME@STAGE FOLDER: merged, or --format peft for the adapter alone) and push FOLDER.',
  });
}

function requireCard(directory: string): void {
  const licence = licenceOf(directory);
  if (licence !== null && licence !== 'unknown') return;
  const [what, hint] = isThere(join(directory, 'README.md'))
    ? [
        licence === null ? 'has a card that states no licence' : 'has a card that calls the licence unknown',
        'Find out what may be done with the model, and begin README.md with a block: ---, license: apache-2.0 (or another), ---',
      ]
    : [
        'has no card (README.md)',
        'Write one that says what the model is, what it was trained on, and its licence',
      ];
  throw new InputError(`${directory} ${what}`, {
    code: 'no-card',
    hint: `${hint}; or add --without-card to push it as it is.`,
  });
}
