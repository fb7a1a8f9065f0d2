/**
 * A model out of here: its files in a form that others load, proven against the source, with a card that says what it is.
 * All is made in a folder aside; the name is given at the end, so that what stands under it is whole and proven.
 */

import { rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { FinR1Error } from '../../core/errors.ts';
import { RunFolder } from '../../core/run-folder.ts';
import { writeFileAtomic } from '../../core/write-atomic.ts';
import {
  HfTokenizer,
  isAdapterFolder,
  needOf,
  parameterCount,
  readFolderConfig,
  readModelFolder,
  tokenizerFolderOf,
  writeFolderAtomically,
} from '../../engine/index.ts';
import { locateModel, machineMemory, requireMemory } from '../../models/index.ts';
import type { LlamaLibrary, MachineMemory } from '../../models/index.ts';
import { initialFolder } from '../initial-model.ts';
import { recipeOf } from '../open-model.ts';
import type { RunObserver } from '../run-observer.ts';
import { baseOrigin, originOf, runOf } from './base-origin.ts';
import type { BaseOrigin } from './base-origin.ts';
import { modelCard } from './card/model-card.ts';
import { readRunFacts } from './card/run-facts.ts';
import { exportForm } from './export-choice.ts';
import type { ExportFormat, ExportType } from './export-choice.ts';
import { bytesNeeded, requireFree, requireRoom, setAside } from './export-place.ts';
import { exportRecord } from './export-record.ts';
import type { ExportRecord } from './export-record.ts';
import { proofPrompts } from './proof-prompts.ts';
import { faultOf, proveExport, PROOF_PROMPTS } from './prove-export.ts';
import type { ExportProof } from './prove-export.ts';
import { unnamedBaseText } from './unnamed-base.ts';
import { WORK_FOLDER, writeExport } from './write-export.ts';

export interface ExportOptions {
  /** `run:NAME@STAGE`, `hf:ORG/NAME`, a model folder or an adapter folder. */
  model: string;
  folder: string;
  format: ExportFormat;
  /** Default: f32 for safetensors, f16 for gguf. */
  type?: ExportType | undefined;
  runsDir: string;
  observer: RunObserver;
  /** Null: node-llama-cpp is not installed. */
  llama: LlamaLibrary | null;
  /** For tests. */
  machine?: MachineMemory;
}

/**
 * Resolves to what stands in `export.json`. @throws InputError where the model or the folder cannot be used; FinR1Error when the
 * proof fails, with the export left under FOLDER.failed.
 */
export async function exportModel(options: ExportOptions): Promise<ExportRecord> {
  const { observer, runsDir, llama } = options;
  const folder = resolve(options.folder);
  requireFree(folder);
  const { directory: source } = locateModel(options.model, { runsDirectory: runsDir });
  const runDirectory = runOf(source);
  const run = runDirectory === null ? null : RunFolder.open(runDirectory);
  const origin = await sourceOrigin(options.model, run, runsDir);
  const form = exportForm(options.format, options.type, origin);
  const isAdapter = isAdapterFolder(source);
  const config = await readFolderConfig(source);
  const stage = basename(source);
  const name = run === null ? stage : `${run.name}-${stage}`;
  const tokenizerFolder = await tokenizerFolderOf(source);
  // The proof asks the model, which needs a tokenizer and a chat template: found out now, not when all is written.
  (await HfTokenizer.load(tokenizerFolder)).requireTemplate();
  const facts = run === null ? null : await readRunFacts(run, stage);
  const { systemPrompt } = facts?.recipe ?? {};
  const prompts = proofPrompts(run, { count: PROOF_PROMPTS, systemPrompt });
  if (form.format === 'peft' && form.base.name === null && isAdapter)
    observer.warn(unnamedBaseText(run?.name ?? null));
  requireBothInMemory(parameterCount(config), options.machine);
  requireRoom(folder, bytesNeeded(parameterCount(config), form, isAdapter));

  observer.begun('read');
  const model = await readModelFolder(source);
  const count = parameterCount(config).toLocaleString('en-US');
  observer.ended(
    'read',
    `${count} parameters${isAdapter && form.format !== 'peft' ? ', adapter merged' : ''}`,
  );

  let record: ExportRecord | undefined;
  await writeFolderAtomically(folder, async (partial) => {
    observer.begun('write');
    const written = await writeExport({ source, model, name }, partial, form);
    for (const note of written.notes) observer.warn(note);
    observer.ended('write', `${form.format} ${form.type}`);
    observer.begun('proof');
    const asked = { model, tokenizerFolder, name: options.model };
    const proof = await proveExport(written, { source: asked, folder: partial, form, prompts, llama });
    const fault = faultOf(proof);
    observer.ended('proof', fault === null ? proofSummary(proof) : 'failed');
    rmSync(join(partial, WORK_FOLDER), { recursive: true, force: true });
    record = await exportRecord(partial, source, {
      ...{ name, format: form.format, type: form.type, notes: written.notes, origin, proof },
      model:
        run === null ? (options.model.startsWith('hf:') ? options.model : stage) : `run:${run.name}@${stage}`,
      passed: fault === null,
    });
    const card = await modelCard({ record, config, facts, origin, tokenizerFolder, isAdapter });
    writeFileAtomic(join(partial, 'README.md'), card);
    writeFileAtomic(join(partial, 'export.json'), `${JSON.stringify(record, null, 2)}\n`);
    if (fault !== null) throw proofFailed(fault, setAside(partial, folder));
  });
  if (record === undefined) throw new RangeError('exportModel: the folder was not filled');
  return record;
}

/** The proof holds source and export side by side, as float32. @throws InputError. */
function requireBothInMemory(parameters: number, machine: MachineMemory = machineMemory()): void {
  const need = needOf({ source: 4 * parameters, export: 4 * parameters });
  const change = 'Free memory, or export on a machine that has as much.';
  requireMemory('the export with its proof', need, change, machine);
}

/** Of a run: its base's. Of a folder: its own. */
async function sourceOrigin(
  model: string,
  run: RunFolder | null,
  runsDir: string,
): Promise<BaseOrigin | null> {
  if (run === null) return originOf(model, runsDir);
  const recipe = recipeOf(run.directory);
  const { from } = recipe;
  return from === undefined ? null : baseOrigin(from, run.path('models', initialFolder(recipe)), runsDir);
}

function proofSummary({ checks, prompts }: ExportProof): string {
  const parts = checks.map(({ by, agreement }) => {
    if (agreement === null) return by;
    const share = (100 * agreement.agreed) / Math.max(1, agreement.tokens);
    return `${by}: ${agreement.identical} of ${prompts.count} answers identical, ${share.toFixed(2)} % of tokens`;
  });
  return parts.join('; ');
}

function proofFailed(fault: string, place: string): FinR1Error {
  return new FinR1Error('export-proof', `the export does not answer as its source does: ${fault}`, {
    hint: `It was left under ${place} with its export.json. A wider --type may keep what this one loses; if that fails too, it is a fault of the exporter.`,
  });
}
