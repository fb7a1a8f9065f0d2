/** A command that makes what a view has nothing of. */

import { CopyButton } from './copy-button.tsx';

export function Command({ text }: { text: string }) {
  return (
    <p class="command">
      <code>{text}</code>
      <CopyButton text={text} />
    </p>
  );
}
