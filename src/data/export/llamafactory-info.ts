/** `dataset_info.json`, from which LLaMA-Factory learns what its files hold. */

import type { ExportedFile } from './split-files.ts';

/** The name of a file's data set: `finr1_sft_train`. */
export const datasetName = ({ set, split }: Pick<ExportedFile, 'set' | 'split'>): string =>
  `finr1_${set}_${split}`;

export function datasetInfo(files: readonly ExportedFile[]): string {
  const entries = files.map((file) => [
    datasetName(file),
    {
      file_name: file.path,
      formatting: 'sharegpt',
      columns: { messages: 'messages' },
      tags: {
        ...{ role_tag: 'role', content_tag: 'content' },
        ...{ user_tag: 'user', assistant_tag: 'assistant', system_tag: 'system' },
      },
    },
  ]);
  return `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`;
}
