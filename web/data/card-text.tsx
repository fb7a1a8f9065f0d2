/** The data card as it is published with the data. */

import { markdownBlocks } from '../parts/markdown-blocks.ts';
import { MarkdownBlockView } from '../parts/markdown-text.tsx';
import { useTexts } from '../text/use-texts.ts';

export function CardText({ text }: { text: string }) {
  const { data } = useTexts();
  const [head, ...rest] = markdownBlocks(text);
  if (head === undefined) return null;
  return (
    <section aria-labelledby="card">
      <h2 id="card">{data.card}</h2>
      <article class="card panel" lang="en">
        {head.kind === 'code' ? (
          <details>
            <summary>{data.cardHead}</summary>
            <pre>{head.text}</pre>
          </details>
        ) : (
          <MarkdownBlockView block={head} />
        )}
        {rest.map((block, i) => (
          <MarkdownBlockView key={i} block={block} />
        ))}
      </article>
    </section>
  );
}
