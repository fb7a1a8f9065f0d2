/** Where nothing was evaluated: what to do. */

import { Command } from '../parts/command.tsx';
import { Message } from '../parts/message.tsx';
import { useTexts } from '../text/use-texts.ts';

export function NoEvaluations() {
  const { evaluate: text } = useTexts();
  return (
    <Message title={text.none} text={text.noneText}>
      <Command text="fin-r1 quickstart" />
      <Command text="fin-r1 eval --model run:NAME@STAGE --benchmarks finsim" />
    </Message>
  );
}
