/** The room Data. */

import { useTexts } from '../text/use-texts.ts';

export function DataView() {
  const { data: text } = useTexts();
  return <h1>{text.title}</h1>;
}
