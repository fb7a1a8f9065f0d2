/** The proof of an export: its files are read anew, and asked what the source was asked. */

import { join } from 'node:path';
import { differingWeights, samplerOver } from '../../engine/index.ts';
import type { ModelFolder } from '../../engine/index.ts';
import { llamaGreedyModel, localGreedyModel, prove, sourceAnswers } from '../../models/index.ts';
import type { LlamaLibrary, Proof, ProofRule } from '../../models/index.ts';
import type { ExportForm } from './export-choice.ts';
import type { ProofPrompts } from './proof-prompts.ts';
import type { WrittenExport } from './write-export.ts';

/** The number. */
export const PROOF_PROMPTS = 20;

export interface ExportProof {
  prompts: { count: number; from: string };
  /** Weights that are not the source's bit for bit, of how many. */
  weights: { differing: number; of: number };
  /** By this engine, and by llama.cpp where it is installed. */
  checks: Proof[];
  /** What could not be checked, a sentence each. */
  unchecked: string[];
}

export function faultOf({ checks }: ExportProof): string | null {
  const failed = checks.find(({ fault }) => fault !== null);
  return failed === undefined ? null : `read by ${failed.by}: ${failed.fault}`;
}

const roundedRules: Readonly<Record<ExportForm['type'], ProofRule>> = {
  f32: 'exact',
  f16: 'near-ties',
  bf16: 'share',
  q8_0: 'share',
};

/** llama.cpp adds up in another order, and rounds what a layer is given to the type of its weights. */
const llamaRules: Readonly<Record<ExportForm['type'], ProofRule>> = { ...roundedRules, f32: 'near-ties' };

export interface ProveOptions {
  source: { model: ModelFolder; tokenizerFolder: string; name: string };
  folder: string;
  form: ExportForm;
  prompts: ProofPrompts;
  /** Null: it is not installed. */
  llama: LlamaLibrary | null;
}

export async function proveExport(
  written: WrittenExport,
  { source, folder, form, prompts, llama }: ProveOptions,
): Promise<ExportProof> {
  const { contextLength } = source.model.config;
  const sourceClient = await samplerOver(source.model, source.tokenizerFolder, source.name);
  try {
    const sourceModel = localGreedyModel(sourceClient);
    const answers = await sourceAnswers(sourceModel, prompts.prompts, {
      count: PROOF_PROMPTS,
      contextLength,
    });
    const { model, tokenizerFolder } = await written.readAgain();
    const differing = differingWeights(source.model, model);
    const of = [...source.model.weights.values()].reduce((sum, values) => sum + values.length, 0);
    const client = await samplerOver(model, tokenizerFolder, folder);
    const checks: Proof[] = [];
    try {
      const rule = differing === 0 ? 'exact' : roundedRules[form.type];
      checks.push(await prove(sourceModel, localGreedyModel(client), answers, { by: 'fin-r1', rule }));
    } finally {
      await client.close();
    }
    if (written.gguf !== null && llama !== null && checks.every(({ fault }) => fault === null)) {
      const path = join(folder, written.gguf);
      const longest = Math.max(...answers.map(({ prompt, answer }) => prompt.length + answer.length));
      const other = await llamaGreedyModel(path, llama, {
        contextLength: longest,
        endIds: sourceModel.endIds,
      });
      try {
        checks.push(
          await prove(sourceModel, other, answers, { by: 'llama.cpp', rule: llamaRules[form.type] }),
        );
      } finally {
        await other.close();
      }
    }
    const unchecked =
      written.gguf !== null && llama === null ? ['llama.cpp (node-llama-cpp) is not installed here'] : [];
    return {
      prompts: { count: answers.length, from: prompts.from },
      weights: { differing, of },
      checks,
      unchecked,
    };
  } finally {
    await sourceClient.close();
  }
}
