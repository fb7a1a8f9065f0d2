/** `fin-r1 models export MODEL FOLDER`. */

import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { runsDirFlag } from '../flags.ts';
import { endAtOnce } from '../interrupt.ts';
import type { ExportFormat, ExportType } from '../../recipe/index.ts';

interface ExportFlags {
  format: ExportFormat;
  type?: ExportType;
  runsDir: string;
}

export function modelsExportCommand(models: Command): void {
  models
    .command('export')
    .summary('write a model for other software, proven and with a card')
    .description(
      'Write a model into a new folder in a form that others load, with a model card made from its run. The files are then read anew ' +
        'and asked 20 held-out questions of the run (generated ones for a model without a run): what they answer must be what the source ' +
        'answers, token for token, end of answer and chat template included. Where weights are rounded: f16 may differ where the source ' +
        'itself was undecided, which is said; of bf16 and q8_0 at least 95 % of tokens must agree. GGUF files are also asked through ' +
        'llama.cpp, where node-llama-cpp is installed. If the proof fails, the files go to FOLDER.failed and the exit code is 1.',
    )
    .argument(
      '<model>',
      'run:NAME@STAGE (STAGE: base, zero, sft, grpo), hf:ORG/NAME, a model folder or an adapter folder',
    )
    .argument('<folder>', 'a folder that is not there yet')
    .addOption(
      new Option(
        '--format <format>',
        'safetensors (transformers; an adapter is merged), peft (the adapter alone), gguf (llama.cpp)',
      )
        .choices(['safetensors', 'peft', 'gguf'])
        .default('safetensors'),
    )
    .addOption(
      new Option(
        '--type <type>',
        'numbers of the weights: f32, bf16, f16 for safetensors (default f32); f32, f16, q8_0 for gguf (default f16)',
      ).choices(['f32', 'bf16', 'f16', 'q8_0']),
    )
    .addOption(runsDirFlag())
    .addHelpText(
      'after',
      `
In the folder: the model's files, README.md (the card), export.json (source, hashes, proof).

Examples:
  fin-r1 models export run:quickstart@grpo exports/quickstart
  fin-r1 models export run:smollm2-135m@grpo exports/smol-gguf --format gguf --type q8_0
  fin-r1 models export run:smollm2-135m@grpo exports/smol-adapter --format peft
  fin-r1 sample --model gguf:exports/smol-gguf/smollm2-135m-grpo-q8_0.gguf "Was the quarter good?"`,
    )
    .action(async (model: string, folder: string, { format, type, runsDir }: ExportFlags) => {
      const { ProgressLines } = await import('../progress.ts');
      const { llamaIfInstalled } = await import('../../models/index.ts');
      const { exportModel } = await import('../../recipe/index.ts');
      const { bytesText } = await import('../../hub/index.ts');
      const observer = new ProgressLines();
      const llama = format === 'gguf' ? await llamaIfInstalled() : null;
      const { proof, files } = await abandonable(folder, () =>
        exportModel({ model, folder, format, type, runsDir, observer, llama }),
      );
      for (const what of proof.unchecked) observer.warn(`not checked: ${what}`);
      const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
      console.log(`${folder}: ${bytesText(bytes)}, proven; README.md is its card, export.json the proof`);
    });
}

/** Ctrl-C leaves nothing half-written: an export cannot be gone on with. */
async function abandonable<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const { discardPartial } = await import('../../engine/index.ts');
  const stop = (signal: NodeJS.Signals): void => {
    discardPartial(resolve(folder));
    process.stderr.write('\nstopped: nothing was exported\n');
    endAtOnce(signal, stop);
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  try {
    return await work();
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
}
