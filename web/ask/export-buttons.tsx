/** The conversation as a file. */

import { download } from '../parts/download.ts';
import { useTexts } from '../text/use-texts.ts';
import type { Conversation } from './conversation.ts';
import { asJson, asMarkdown } from './export-conversation.ts';

export function ExportButtons({ conversation }: { conversation: Conversation }) {
  const { ask } = useTexts();
  const give = (name: string, type: string, text: string): void => download(name, new Blob([text], { type }));
  return (
    <span class="export">
      {ask.export}:{' '}
      <button
        type="button"
        onClick={() => give('conversation.json', 'application/json', asJson(conversation))}
      >
        {ask.exportJson}
      </button>{' '}
      <button
        type="button"
        onClick={() => give('conversation.md', 'text/markdown', asMarkdown(conversation))}
      >
        {ask.exportMarkdown}
      </button>
    </span>
  );
}
