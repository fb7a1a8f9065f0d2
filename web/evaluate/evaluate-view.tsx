/** The room Evaluate. */

import { useTexts } from '../text/use-texts.ts';

export function EvaluateView() {
  const { evaluate: text } = useTexts();
  return <h1>{text.title}</h1>;
}
