/** Where there is no run yet: which command makes one. */

import { Command } from '../../parts/command.tsx';
import { useTexts } from '../../text/use-texts.ts';

export function NoRuns() {
  const { runs: text } = useTexts();
  return (
    <section class="empty">
      <h2>{text.list.none}</h2>
      <p>{text.list.noneText}</p>
      <Command text="fin-r1 quickstart" />
      <p>{text.list.noneRecipe}</p>
      <Command text="fin-r1 run recipe.yaml" />
      <p>{text.list.noneEval}</p>
      <Command text="fin-r1 eval --model deepseek/deepseek-chat --benchmarks finqa" />
    </section>
  );
}
