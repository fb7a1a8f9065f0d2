/** Markdown that people have written, below the page's own headings. */

import type { ComponentChildren } from 'preact';
import { markdownBlocks } from './markdown-blocks.ts';
import type { MarkdownBlock } from './markdown-blocks.ts';
import { ScrollTable } from './scroll-table.tsx';

export function MarkdownText({ text }: { text: string }) {
  return (
    <>
      {markdownBlocks(text).map((block, i) => (
        <MarkdownBlockView key={i} block={block} />
      ))}
    </>
  );
}

export function MarkdownBlockView({ block }: { block: MarkdownBlock }) {
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
