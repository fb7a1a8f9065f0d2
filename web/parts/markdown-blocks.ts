/** The Markdown that data cards are written in, as blocks: headings, paragraphs, lists, tables, code and the head of the file. */

export type MarkdownBlock =
  | { kind: 'heading'; level: number; text: string }
  | { kind: 'paragraph'; text: string }
  | { kind: 'list'; items: string[] }
  | { kind: 'table'; head: string[]; rows: string[][] }
  | { kind: 'code'; text: string };

const FENCE = /^(?:```.*|---)$/;
const RULE = /^\|(?:\s*:?-+:?\s*\|)+$/;

export function markdownBlocks(text: string): MarkdownBlock[] {
  const lines = text.split('\n');
  const blocks: MarkdownBlock[] = [];
  const take = (wanted: (line: string) => boolean): string[] => {
    const end = lines.findIndex((line) => !wanted(line));
    return lines.splice(0, end < 0 ? lines.length : end);
  };
  while (lines.length > 0) {
    const line = lines[0] ?? '';
    if (line.trim() === '') lines.shift();
    // The head of a file stands between two rules; further down a rule has no meaning here.
    else if (line.startsWith('```') || (line === '---' && blocks.length === 0)) {
      lines.shift();
      blocks.push({ kind: 'code', text: take((inner) => !FENCE.test(inner)).join('\n') });
      lines.shift();
    } else if (line.startsWith('#')) blocks.push(headingOf(lines.shift() ?? ''));
    else if (line.startsWith('|')) blocks.push(tableOf(take((row) => row.startsWith('|'))));
    else if (line.startsWith('- ')) {
      const items = take((item) => /^(?:- |\s+\S)/.test(item));
      blocks.push({ kind: 'list', items: joined(items, /^- /).map((item) => item.slice(2)) });
    } else {
      const own = take((inner) => inner.trim() !== '' && !/^(?:#|\||- |```)/.test(inner));
      blocks.push({ kind: 'paragraph', text: (own.length > 0 ? own : [lines.shift()]).join(' ') });
    }
  }
  return blocks;
}

function headingOf(line: string): MarkdownBlock {
  const [, marks = '', text = line] = /^(#+)\s*(.*)$/.exec(line) ?? [];
  return { kind: 'heading', level: marks.length, text };
}

function tableOf(lines: readonly string[]): MarkdownBlock {
  const [head = [], ...rows] = lines.filter((line) => !RULE.test(line)).map(cellsOf);
  return { kind: 'table', head, rows };
}

/** A bar within a cell is written `\|`. */
function cellsOf(line: string): string[] {
  const inner = line.replace(/^\||\|\s*$/g, '');
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'));
}

/** Lines that go on with the one before are put behind it. */
function joined(lines: readonly string[], begins: RegExp): string[] {
  const items: string[] = [];
  for (const line of lines) {
    if (begins.test(line) || items.length === 0) items.push(line);
    else items.push(`${items.pop() ?? ''} ${line.trim()}`);
  }
  return items;
}
