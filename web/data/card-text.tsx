/** The data card as it is published with the data. */

import type { ComponentChildren } from 'preact';
import { ScrollTable } from '../parts/scroll-table.tsx';
import { useTexts } from '../text/use-texts.ts';
import { markdownBlocks } from './markdown-blocks.ts';
import type { MarkdownBlock } from './markdown-blocks.ts';

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
          <Block block={head} />
        )}
        {rest.map((block, i) => (
          <Block key={i} block={block} />
        ))}
      </article>
    </section>
  );
}

function Block({ block }: { block: MarkdownBlock }) {
  switch (block.kind) {
    case 'heading': {
      // Below the page's own headings.
      const Heading = block.level === 1 ? 'h3' : block.level === 2 ? 'h4' : 'h5';
      return <Heading>{inline(block.text)}</Heading>;
    }
    case 'paragraph':
      return <p>{inline(block.text)}</p>;
    case 'list':
      return (
        <ul>
          {block.items.map((item, i) => (
            <li key={i}>{inline(item)}</li>
          ))}
        </ul>
      );
    case 'code':
      return <pre>{block.text}</pre>;
    case 'table':
      return (
        <ScrollTable label={block.head.join(', ')}>
          <thead>
            <tr>
              {block.head.map((cell, i) => (
                <th key={i} scope="col">
                  {inline(cell)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {block.rows.map((cells, i) => (
              <tr key={i}>
                {cells.map((cell, column) => (
                  <td key={column}>{inline(cell)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </ScrollTable>
      );
  }
}

/** Code between backticks and bold words; all else as it stands. */
function inline(text: string): ComponentChildren[] {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*)/).map((part, i) => {
    if (part.startsWith('`') && part.length > 2) return <code key={i}>{part.slice(1, -1)}</code>;
    if (part.startsWith('**') && part.length > 4) return <b key={i}>{part.slice(2, -2)}</b>;
    return part;
  });
}
