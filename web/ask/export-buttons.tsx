/** The conversation as a file. */

import { useTexts } from '../text/use-texts.ts';
import type { Conversation } from './conversation.ts';
import { asJson, asMarkdown, download } from './export-conversation.ts';

export function ExportButtons({ conversation }: { conversation: Conversation }) {
  const { ask } = useTexts();
  return (
    <span class="export">
      {ask.export}:{' '}
      <button
        type="button"
        onClick={() => download('conversation.json', 'application/json', asJson(conversation))}
      >
        {ask.exportJson}
      </button>{' '}
      <button
        type="button"
        onClick={() => download('conversation.md', 'text/markdown', asMarkdown(conversation))}
      >
        {ask.exportMarkdown}
      </button>
    </span>
  );
}
