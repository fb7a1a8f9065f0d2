/** `fin-r1 models pull hf:ORG/NAME`. */

import { Option, type Command } from 'commander';

interface PullFlags {
  file: string[];
}

export function modelsPullCommand(models: Command): void {
  models
    .command('pull')
    .summary('fetch a model from Hugging Face')
    .description(
      'Fetch a model into the cache that the tools of Hugging Face share, at one commit, each file checked by its checksum. What is ' +
        'there stays; what is half there is gone on with. Weights as safetensors, config, tokenizer, chat template, card and licence ' +
        'are fetched; or one GGUF file that is named.',
    )
    .argument('<model>', 'hf:ORG/NAME or hf:ORG/NAME/FILE.gguf; @REV at the end for a branch, tag or commit')
    .addOption(
      new Option(
        '--file <glob>',
        'fetch these files in place of the usual ones, * standing for anything; may be repeated',
      )
        .argParser((glob: string, earlier: string[]) => [...earlier, glob])
        .default([], 'none'),
    )
    .addHelpText(
      'after',
      `
HF_TOKEN: token of Hugging Face, for models whose terms have to be accepted there, and private ones.
Place: HF_HUB_CACHE, or HF_HOME/hub (default: ~/.cache/huggingface/hub). Mirror: HF_ENDPOINT. No network: HF_HUB_OFFLINE=1.

Examples:
  fin-r1 models pull hf:HuggingFaceTB/SmolLM2-135M-Instruct
  fin-r1 models pull hf:ORG/NAME-GGUF/model-Q4_K_M.gguf
  fin-r1 models pull hf:ORG/NAME@v1.0 --file "*.json" --file model.safetensors`,
    )
    .action(async (model: string, flags: PullFlags) => {
      const { pullShown } = await import('../pull-shown.ts');
      const { countOf } = await import('../../core/count-of.ts');
      const { bytesText } = await import('../../hub/index.ts');
      const { folder, commit, fetched, present, bytes } = await pullShown(model, flags.file);
      const counts = [
        ...(fetched.length > 0 ? [`${countOf(fetched.length, 'file')} fetched`] : []),
        ...(present.length > 0 ? [`${countOf(present.length, 'file')} there and whole`] : []),
      ];
      console.log(`${model}: ${counts.join(', ')}, ${bytesText(bytes)}, at ${commit}\n${folder}`);
    });
}
