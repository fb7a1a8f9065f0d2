/** Which models are asked, and how. */

import { Choice } from '../parts/choice.tsx';
import type { Query, SetQuery } from '../state/query.ts';
import { useTexts } from '../text/use-texts.ts';

interface Props {
  models: readonly string[];
  query: Query;
  set: SetQuery;
  model: string;
}

const temperatures = ['0', '0.3', '0.7', '1'];

export function AskSettings({ models, query, set, model }: Props) {
  const { ask } = useTexts();
  const options = models.map((value) => ({ value }));
  return (
    <div class="filters">
      <Choice
        label={ask.model}
        value={model}
        options={options}
        onChoose={(value) => set({ model: value })}
        isRequired
      />
      <Choice
        label={ask.second}
        value={query.with ?? ''}
        options={options}
        allTitle={ask.noSecond}
        onChoose={(value) => set({ with: value })}
      />
      <Choice
        label={ask.temperature}
        value={query.temperature ?? '0'}
        options={temperatures.map((value) => ({ value }))}
        onChoose={(value) => set({ temperature: value === '0' ? null : value })}
        isRequired
      />
    </div>
  );
}
