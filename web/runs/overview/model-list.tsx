/** The models that a run has made, by the strings that name them everywhere. */

import { Link } from 'wouter-preact';
import { addressOf } from '../../state/query.ts';
import { useTexts } from '../../text/use-texts.ts';

export function ModelList({ models }: { models: readonly string[] }) {
  const { runs: text } = useTexts();
  if (models.length === 0) return null;
  return (
    <section>
      <h2>{text.overview.models}</h2>
      <p class="note">{text.overview.modelsNote}</p>
      <ul class="models">
        {models.map((model) => (
          <li key={model}>
            <code>{model}</code>{' '}
            <Link href={addressOf('/ask', { model })} aria-label={`${text.overview.ask}: ${model}`}>
              {text.overview.ask}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
