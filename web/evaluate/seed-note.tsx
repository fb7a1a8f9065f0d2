/** The seed that a model was made or asked with. */

import type { EvaluatedModel, RunDetail } from '../../src/inspect/shapes.ts';
import { useResource } from '../state/resource.ts';
import { useTexts } from '../text/use-texts.ts';

export function SeedNote({ model: { run } }: { model: EvaluatedModel }) {
  const { evaluate: text } = useTexts();
  const { data } = useResource<RunDetail>(`/api/runs/${encodeURIComponent(run)}`);
  const seed = data?.results?.seed;
  return seed === undefined ? null : <span>{text.seedOf(run, String(seed))}</span>;
}
