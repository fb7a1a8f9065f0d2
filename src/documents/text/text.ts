/** Plain text and Markdown: paragraphs, and the tables that stand in pipes. */

import { counted, type Part, type Parts } from '../part.ts';
import { captionOf } from '../tables/caption.ts';
import { pipeTableAt } from './pipe-table.ts';

export function readText(name: string, text: string): Parts {
  const lines = text.split(/\r\n|\n|\r|\f/);
  const parts: Part[] = [];
  const notes: string[] = [];
  let paragraph: string[] = [];
  const close = (): void => {
    if (paragraph.length > 0) parts.push({ text: paragraph.join('\n') });
    paragraph = [];
  };
  for (let at = 0; at < lines.length; at++) {
    const table = pipeTableAt(lines, at);
    const line = lines[at]?.trimEnd() ?? '';
    if (table !== null) {
      close();
      const { rows } = table;
      // The line of dashes is no row.
      const left = table.lineCount - rows.length - 1;
      if (left > 0) notes.push(`${name}: the last ${counted(left, 'row')} of a table are left out.`);
      const caption = captionOf(parts);
      parts.push({ rows, ...(caption !== '' && { caption }) });
      at += table.lineCount - 1;
    } else if (line.trim() === '') close();
    else paragraph.push(line);
  }
  close();
  return { parts, notes };
}
