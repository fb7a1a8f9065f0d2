/** Puts a text on the clipboard. */

import { useEffect, useState } from 'preact/hooks';
import { useTexts } from '../text/use-texts.ts';

export function CopyButton({ text }: { text: string }) {
  const { parts } = useTexts();
  const [isCopied, setCopied] = useState(false);
  useEffect(() => setCopied(false), [text]);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch (error) {
      // The browser keeps its clipboard to itself; the text can be marked by hand.
      if (!(error instanceof DOMException)) throw error;
    }
  };
  // Browsers give the clipboard to pages of this machine and of https only.
  if (!window.isSecureContext) return null;
  return (
    <button type="button" class="copy" onClick={() => void copy()}>
      {isCopied ? parts.copied : parts.copy}
    </button>
  );
}
