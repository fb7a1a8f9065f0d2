/** The commands and settings with which an export is trained on, with the reward service where there is one. */

import { join } from 'node:path';
import type { ExportFormat } from './export-formats.ts';
import { datasetName } from './llamafactory-info.ts';
import type { ExportedFile } from './split-files.ts';

interface Exported {
  files: readonly ExportedFile[];
  /** Where the files lie, as commands shall name it. */
  folder: string;
}

type Paths = Readonly<Record<'sft' | 'rl', { train: string; check: string } | null>>;

/** Markdown, with a block for each stage that has rows. */
export function usageText(format: ExportFormat, { files, folder }: Exported): string {
  const paths: Paths = { sft: pathsOf(files, 'sft', folder), rl: pathsOf(files, 'rl', folder) };
  const stages = [sftUsage[format](paths, folder, files), rlUsage[format](paths, folder)];
  return stages
    .filter((text) => text !== null)
    .map(([title, language, text]) => `${title}\n\n\`\`\`${language}\n${text}\n\`\`\`\n`)
    .join('\n');
}

type Block = readonly [title: string, language: string, text: string] | null;

function pathsOf(
  files: readonly ExportedFile[],
  set: 'sft' | 'rl',
  folder: string,
): { train: string; check: string } | null {
  const own = files.filter((file) => file.set === set);
  const of = (split: string): string | undefined => own.find((file) => file.split === split)?.path;
  const train = of('train') ?? own[0]?.path;
  if (train === undefined) return null;
  return { train: join(folder, train), check: join(folder, of('dev') ?? of('test') ?? train) };
}

const SERVE = 'npx fin-r1 reward serve';

const sftUsage: Record<
  ExportFormat,
  (paths: Paths, folder: string, files: readonly ExportedFile[]) => Block
> = {
  verl: ({ sft }) =>
    sft && [
      'SFT (verl 0.9.1; the paths of your model and trainer are yours to add):',
      'sh',
      `torchrun --standalone --nproc_per_node=8 -m verl.trainer.sft_trainer \\
  data.train_files=${sft.train} data.val_files=${sft.check} data.messages_key=messages`,
    ],
  openrlhf: ({ sft }) =>
    sft && [
      'SFT (OpenRLHF 0.11.2):',
      'sh',
      `python -m openrlhf.cli.train_sft --data.dataset ${sft.train} \\
  --data.input_key messages --data.apply_chat_template`,
    ],
  trl: ({ sft }, folder) =>
    sft && [
      'SFT (TRL 1.16); a completion alone is learnt, not its prompt:',
      'python',
      `from datasets import load_dataset
from trl import SFTTrainer
SFTTrainer(model="MODEL", train_dataset=load_dataset("${folder}", "sft", split="train")).train()`,
    ],
  llamafactory: ({ sft }, folder, files) =>
    sft && [
      'SFT (LLaMA-Factory 0.9.5), in the YAML of a run:',
      'yaml',
      `stage: sft
dataset_dir: ${folder}
dataset: ${
        files
          .filter(({ set, split }) => set === 'sft' && split === 'train')
          .map(datasetName)
          .join(',') || files.map(datasetName)[0]
      }`,
    ],
};

const rlUsage: Record<ExportFormat, (paths: Paths, folder: string) => Block> = {
  verl: ({ rl }, folder) =>
    rl && [
      'GRPO with the reward service:',
      'sh',
      `${SERVE} &
python -m verl.trainer.main_ppo algorithm.adv_estimator=grpo \\
  data.train_files=${rl.train} data.val_files=${rl.check} \\
  reward.custom_reward_function.path=${join(folder, 'finr1_reward.py')} \\
  +reward.custom_reward_function.reward_kwargs.unscored=raise`,
    ],
  openrlhf: ({ rl }) =>
    rl && [
      'GRPO with the reward service:',
      'sh',
      `${SERVE} &
python -m openrlhf.cli.train_ppo_ray --algo.advantage.estimator group_norm \\
  --reward.remote_url "http://127.0.0.1:8200/openrlhf?unscored=error" \\
  --data.prompt_dataset ${rl.train} --data.input_key messages --data.label_key label --data.apply_chat_template`,
    ],
  trl: ({ rl }, folder) =>
    rl && [
      `GRPO with the reward service (\`${SERVE}\`); finr1_reward.py lies beside the data:`,
      'python',
      `from datasets import load_dataset
from trl import GRPOTrainer
from finr1_reward import finr1_reward
GRPOTrainer(model="MODEL", reward_funcs=finr1_reward,
            train_dataset=load_dataset("${folder}", "rl", split="train")).train()`,
    ],
  llamafactory: () => null,
};
