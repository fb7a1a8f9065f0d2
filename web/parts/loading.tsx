/** Something is on its way; said only when it takes long enough to be noticed. */

import { useTexts } from '../text/use-texts.ts';

export function Loading() {
  const { parts } = useTexts();
  return (
    <p class="loading" role="status">
      {parts.loading}
    </p>
  );
}
