import { expect, it } from 'vitest';
import { markdownBlocks } from './markdown-blocks.ts';

const card = `---
license:
  - mit
---

# Data

Two lines
of one paragraph.
| a | b |
| --- | ---: |
| 1 \\| 2 | \`x\` |

- first
  goes on
- second

\`\`\`sh
fin-r1 --help
\`\`\``;

it('reads what cards are made of', () => {
  expect(markdownBlocks(card)).toEqual([
    { kind: 'code', text: 'license:\n  - mit' },
    { kind: 'heading', level: 1, text: 'Data' },
    { kind: 'paragraph', text: 'Two lines of one paragraph.' },
    { kind: 'table', head: ['a', 'b'], rows: [['1 | 2', '`x`']] },
    { kind: 'list', items: ['first goes on', 'second'] },
    { kind: 'code', text: 'fin-r1 --help' },
  ]);
});

it('comes to an end on anything', () => {
  expect(markdownBlocks('')).toEqual([]);
  expect(markdownBlocks('text\n---\n-x')).toEqual([{ kind: 'paragraph', text: 'text --- -x' }]);
  expect(markdownBlocks('```\nopen')).toEqual([{ kind: 'code', text: 'open' }]);
});
