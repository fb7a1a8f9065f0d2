/** `export.json`: what was exported from where, the files by their SHA-256, and how the proof went. */

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { FinR1Error } from '../../core/errors.ts';
import { describeEnvironment } from '../../core/environment.ts';
import { isAdapterFolder, baseFolderOf } from '../../engine/index.ts';
import { digestsOf } from '../../hub/checksums.ts';
import type { BaseOrigin } from './base-origin.ts';
import type { ExportForm } from './export-choice.ts';
import type { ExportProof } from './prove-export.ts';

export interface FileHash {
  name: string;
  bytes: number;
  sha256: string;
}

export interface ExportRecord {
  name: string;
  format: ExportForm['format'];
  type: ExportForm['type'];
  /** ISO 8601, UTC. */
  time: string;
  software: { name: 'fin-r1'; version: string | null; gitRevision: string | null };
  source: {
    /** The model string; of a folder its name only. */
    model: string;
    /** Null: not from a model that exists, or not known. */
    origin: BaseOrigin | null;
    weights: FileHash[];
  };
  files: FileHash[];
  /** Said while it was written, a sentence each. */
  notes: readonly string[];
  proof: ExportProof & { passed: boolean };
}

/** The weight files of a folder, those of an adapter's base included. */
function weightFiles(folder: string): { name: string; path: string }[] {
  const own = readdirSync(folder)
    .filter((name) => /^(model|adapter_model)[\w-]*\.safetensors$/.test(name))
    .map((name) => ({ name, path: join(folder, name) }));
  if (!isAdapterFolder(folder)) return own;
  return [
    ...own,
    ...weightFiles(baseFolderOf(folder)).map((file) => ({ ...file, name: `base/${file.name}` })),
  ];
}

async function hashed(files: readonly { name: string; path: string }[]): Promise<FileHash[]> {
  const hashes: FileHash[] = [];
  for (const { name, path } of files) {
    const digests = await digestsOf(path);
    if (digests === null) throw new FinR1Error('file', `${path} is gone while its model is exported`);
    hashes.push({ name, bytes: digests.size, sha256: digests.sha256 });
  }
  return hashes;
}

/** `folder`: the files as they are written, without card and record. */
export async function exportRecord(
  folder: string,
  sourceFolder: string,
  {
    model,
    origin,
    proof,
    passed,
    ...known
  }: Pick<ExportRecord, 'name' | 'format' | 'type' | 'notes'> & {
    model: string;
    origin: BaseOrigin | null;
    proof: ExportProof;
    passed: boolean;
  },
): Promise<ExportRecord> {
  const { packages, gitRevision } = describeEnvironment();
  const written = readdirSync(folder).sort();
  const { name, format, type, notes } = known;
  return {
    ...{ name, format, type },
    time: new Date().toISOString(),
    software: { name: 'fin-r1', version: packages['fin-r1'] ?? null, gitRevision },
    source: { model, origin, weights: await hashed(weightFiles(sourceFolder)) },
    files: await hashed(written.map((file) => ({ name: file, path: join(folder, file) }))),
    notes,
    proof: { passed, ...proof },
  };
}
