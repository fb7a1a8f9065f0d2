/** What could not be loaded and why, with a way to try again. */

import { useTexts } from '../text/use-texts.ts';

interface Props {
  message: string;
  onAgain?: () => void;
}

export function Failed({ message, onAgain }: Props) {
  const { parts } = useTexts();
  return (
    <div class="failed" role="alert">
      <p>
        {parts.failed} {message}
      </p>
      {onAgain !== undefined && (
        <button type="button" onClick={onAgain}>
          {parts.again}
        </button>
      )}
    </div>
  );
}
