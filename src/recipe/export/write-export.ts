/** The files of an export in its three forms, and the same model read anew from these files. */

import { symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { makeFolder } from '../../core/make-folder.ts';
import {
  baseFolderOf,
  exportGguf,
  fillAdapterExport,
  fillSafetensorsExport,
  importGguf,
  isAdapterFolder,
  readAdapterOver,
  readModelFolder,
} from '../../engine/index.ts';
import type { ModelFolder } from '../../engine/index.ts';
import type { ExportForm } from './export-choice.ts';

/** A folder below the export for what is needed on the way; to be removed before the export is shown. */
export const WORK_FOLDER = '.work';

export interface WrittenExport {
  /** Below the export's folder. */
  gguf: string | null;
  /** Said of it, a sentence each. */
  notes: string[];
  /** Reads the written files: weights, and the folder with their tokenizer. */
  readAgain: () => Promise<{ model: ModelFolder; tokenizerFolder: string }>;
}

/** Fills the empty folder `folder`. `model`: the weights of `source`; `name`: that of the model. Throws `InputError` as the engine does. */
export async function writeExport(
  { source, model, name }: { source: string; model: ModelFolder; name: string },
  folder: string,
  form: ExportForm,
): Promise<WrittenExport> {
  switch (form.format) {
    case 'safetensors': {
      await fillSafetensorsExport(source, folder, { type: form.type, model });
      const readAgain = async () => ({ model: await readModelFolder(folder), tokenizerFolder: folder });
      return { gguf: null, notes: [], readAgain };
    }
    case 'peft': {
      await fillAdapterExport(source, folder, form.base);
      const base = baseFolderOf(source);
      const readAgain = async () => ({ model: await readAdapterOver(folder, base), tokenizerFolder: folder });
      return { gguf: null, notes: [], readAgain };
    }
    case 'gguf': {
      const work = join(folder, WORK_FOLDER);
      // The file takes the name of the folder it is made from.
      const named = join(work, name);
      makeFolder(work);
      if (isAdapterFolder(source)) {
        makeFolder(named);
        await fillSafetensorsExport(source, named, { type: 'f32', model });
      } else symlinkSync(resolve(source), named);
      const file = `${name}-${form.type}.gguf`;
      const { keptAsF16 } = await exportGguf(named, join(folder, file), { type: form.type });
      const kept =
        keptAsF16.length === 0
          ? []
          : [`${keptAsF16.length} tensors are f16, their rows are not whole blocks of 32 numbers`];
      const imported = join(work, 'imported');
      const readAgain = async () => {
        await importGguf(join(folder, file), imported);
        return { model: await readModelFolder(imported), tokenizerFolder: imported };
      };
      return { gguf: file, notes: kept, readAgain };
    }
  }
}
