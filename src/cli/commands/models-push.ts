/** `fin-r1 models push FOLDER hf:ORG/NAME`. */

import type { Command } from 'commander';
import { runsDirFlag } from '../flags.ts';

interface PushFlags {
  public: boolean;
  withoutCard: boolean;
  runsDir: string;
}

export function modelsPushCommand(models: Command): void {
  models
    .command('push')
    .summary('publish a model on Hugging Face')
    .description(
      'Put a model folder on Hugging Face in one commit: weights, config, tokenizer, card. A repository that is made now is private ' +
        'unless --public is given. HF_TOKEN has to hold a token with the scope "write".',
    )
    .argument('<model>', 'a model folder, or run:NAME@STAGE')
    .argument(
      '<hf:org/name>',
      'the repository there, made where there is none; @BRANCH at the end for another than main',
    )
    .option('--public', 'let everyone see it, where it is made now', false)
    .option('--without-card', 'push it though it has no card that states a licence', false)
    .addOption(runsDirFlag())
    .addHelpText(
      'after',
      `
Examples:
  fin-r1 models push run:quickstart@grpo hf:my-team/quickstart-grpo
  fin-r1 models push exported/ hf:my-team/fin-r1-135m --public`,
    )
    .action(async (model: string, target: string, flags: PushFlags) => {
      const { countOf } = await import('../../core/count-of.ts');
      const { InputError } = await import('../../core/errors.ts');
      const { bytesText, endpointsFrom, hubTokenFrom } = await import('../../hub/index.ts');
      const { locateModel, pushModel, readHfString } = await import('../../models/index.ts');
      const { interruptible } = await import('../interrupt.ts');
      const { name, revision, file } = readHfString(target);
      if (file !== null)
        throw new InputError(`${target} names a file; a folder is pushed`, { hint: `Write hf:${name}.` });
      const directory = model.startsWith('run:')
        ? locateModel(model, { runsDirectory: flags.runsDir }).directory
        : model;
      const tell = (text: string): void => void process.stderr.write(`${text}\n`);
      const { url, commit, files, isNew } = await interruptible((signal) =>
        pushModel({
          ...{
            directory,
            repo: name,
            branch: revision,
            private: !flags.public,
            withoutCard: flags.withoutCard,
          },
          endpoint: endpointsFrom(process.env).huggingface,
          token: hubTokenFrom(process.env),
          signal,
          onProgress: tell,
          onPlan: ({ files, bytes, left }) => {
            const list = files.map(({ path, size }) => `  ${path} (${bytesText(size)})`);
            tell(
              [`to hf:${name}: ${countOf(files.length, 'file')}, ${bytesText(bytes)}`, ...list].join('\n'),
            );
            if (left.length > 0) tell(`left here, no part of a model: ${left.join(', ')}`);
          },
        }),
      );
      if (!isNew) tell(`${name} was there before and stays as visible as it was`);
      const visible = isNew ? `, ${flags.public ? 'public' : 'private'}` : '';
      console.log(`${url}\n${countOf(files.length, 'file')} in commit ${commit}${visible}`);
    });
}
