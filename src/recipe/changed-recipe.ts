/**
 * What becomes of a run whose recipe was changed. Stages that are finished keep what they were made with, so a change to one of them
 * is refused; a stage that has made checkpoints starts anew when that was asked for; one that has not yet begun just takes the change.
 */

import { differenceLines } from '../core/differing-keys.ts';
import type { KeyDifference } from '../core/differing-keys.ts';
import { InputError } from '../core/errors.ts';
import type { RunFolder } from '../core/run-folder.ts';
import { forgetStage, hasCheckpoint } from './run-checkpoint.ts';

/** In the order in which a run comes to them. */
const parts = ['data', 'model', 'pretrain', 'zero', 'sft', 'grpo', 'evaluate'] as const;
type Part = (typeof parts)[number];

const models: Partial<Record<Part, string>> = { pretrain: 'base', zero: 'zero', sft: 'sft', grpo: 'grpo' };

const SHOWN = 4;

export interface ChangedRecipeOptions {
  /** Begun stages whose settings changed lose their checkpoints and rows. */
  restartChanged: boolean;
  warn: (message: string) => void;
}

/**
 * Drops what the change makes void.
 * @throws InputError naming every key that differs, and what to do, where finished or (unless asked for) begun stages are concerned.
 */
export function takeOverChanges(
  run: RunFolder,
  differences: readonly KeyDifference[],
  { restartChanged, warn }: ChangedRecipeOptions,
): void {
  const finished = parts.filter((part) => isFinished(run, part));
  const begun = parts.filter((part) => !finished.includes(part) && hasCheckpoint(run, part));
  const concerned = (among: readonly Part[]): Part[] =>
    among.filter((part) => differences.some(({ key }) => concernedBy(key).includes(part)));
  const settled = concerned(finished);
  if (settled.length > 0) {
    throw refusal(
      run,
      differences,
      settled,
      'Give the run another name with --name, or set back the keys that are marked: what is finished keeps its settings.',
    );
  }
  const restarted = concerned(begun);
  if (restarted.length > 0 && !restartChanged) {
    throw refusal(
      run,
      differences,
      [],
      `With --restart-changed ${listed(restarted)} ${restarted.length === 1 ? 'starts' : 'start'} anew with these settings, and ` +
        `what is finished stays${finished.length > 0 ? ` (${finished.join(', ')})` : ''}. Or give the run another name with --name.`,
    );
  }
  for (const part of restarted) forgetStage(run, part);
  // The questions that were read so far: nothing was made from them, and nobody was asked them.
  if (!finished.includes('data') && !finished.includes('evaluate')) run.forgetDataHashes();
  const anew = restarted.length > 0 ? `; starting anew: ${restarted.join(', ')}` : '';
  const lines = differenceLines(differences);
  const more = lines.length > SHOWN ? ` and ${lines.length - SHOWN} more` : '';
  warn(`the run goes on with a changed recipe (${lines.slice(0, SHOWN).join(', ')}${more})${anew}`);
}

function isFinished(run: RunFolder, part: Part): boolean {
  switch (part) {
    case 'data':
      return run.has('data');
    case 'model':
      return run.has('models', 'initial') || run.has('models', 'base');
    case 'evaluate':
      // Models are compared with each other: what the first was asked, all are asked.
      return run.readJsonl('samples.jsonl').some(({ kind }) => kind === 'answer');
    default:
      return run.has('models', models[part] ?? part);
  }
}

/** What the setting has a part in. */
function concernedBy(key: string): readonly Part[] {
  const [part = '', setting = ''] = key.split('.');
  if (part === 'seed') return parts;
  if (part === 'from') return ['model'];
  if (part === 'backend') return ['model', 'zero', 'sft', 'grpo'];
  if (part === 'systemPrompt') return ['zero', 'sft', 'grpo', 'evaluate'];
  if (part === 'lora') return ['zero', 'sft', 'grpo'];
  // What is evaluated is left out of training.
  if (part === 'evaluate' && setting === 'sources') return ['data', 'evaluate'];
  // The tokenizer is trained on what is pretrained on.
  if (part === 'pretrain' && ['documents', 'difficulty'].includes(setting)) return ['model', 'pretrain'];
  return parts.filter((one) => one === part);
}

function refusal(
  run: RunFolder,
  differences: readonly KeyDifference[],
  settled: readonly Part[],
  hint: string,
): InputError {
  const lines = differences.map((difference) => {
    const [line = ''] = differenceLines([difference]);
    const why = concernedBy(difference.key).find((part) => settled.includes(part));
    const state = why === 'evaluate' ? 'has begun' : 'is finished';
    return `  ${line}${why === undefined ? '' : ` (${why} ${state})`}`;
  });
  return new InputError(`${run.directory}: this folder holds a run of another recipe:\n${lines.join('\n')}`, {
    code: 'other-recipe',
    hint,
  });
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}
