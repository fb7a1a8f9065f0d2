/** A command that makes what a view has nothing of. */

import { useState } from 'preact/hooks';
import { useTexts } from '../text/use-texts.ts';

export function Command({ text }: { text: string }) {
  const { parts } = useTexts();
  const [isCopied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch (error) {
      // The browser keeps its clipboard to itself; the command can be marked by hand.
      if (!(error instanceof DOMException)) throw error;
    }
  };
  return (
    <p class="command">
      <code>{text}</code>
      {/* Browsers give the clipboard to pages of this machine and of https only. */}
      {window.isSecureContext && (
        <button type="button" onClick={() => void copy()}>
          {isCopied ? parts.copied : parts.copy}
        </button>
      )}
    </p>
  );
}
