/** The room Ask. */

import { useTexts } from '../text/use-texts.ts';

export function AskView() {
  const { ask: text } = useTexts();
  return <h1>{text.title}</h1>;
}
