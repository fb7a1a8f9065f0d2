/**
 * The material of a FinanceReasoning question, which comes in four forms: prose, prose with Markdown tables, a data frame as JSON
 * (`{"Revenue": {"2019": 5}}`), and Markdown tables inside a Python list (`['| a | b |\n…']`).
 */

import { z } from 'zod';

import type { Table, TextBlock } from '../../core/question.ts';

const cellSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const frameSchema = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch (error) {
      context.addIssue({ code: 'custom', message: String(error) });
      return z.NEVER;
    }
  })
  .pipe(z.record(z.string(), z.record(z.string(), cellSchema)));

export interface Material {
  texts: TextBlock[];
  tables: Table[];
}

const PYTHON_LIST = /^\[(['"])([\s\S]*)\1\]$/;
const BETWEEN_ITEMS = /(?<!\\)['"],\s*['"]/;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: ' ' };
const RULE_CELL = /^:?-+:?$/;

/** The JSON data frame, a row an outer key; null where the text is something else. */
function frameRows(text: string): string[][] | null {
  const frame = frameSchema.safeParse(text);
  if (!frame.success) return null;
  const columns = [...new Set(Object.values(frame.data).flatMap((row) => Object.keys(row)))];
  const rows = Object.entries(frame.data).map(([name, row]) => [
    name,
    ...columns.map((column) => String(row[column] ?? '')),
  ]);
  return [['', ...columns], ...rows];
}

/** The items of a Python list of strings as one text; any other text as it is. */
function unlisted(text: string): string {
  const [, , items] = PYTHON_LIST.exec(text) ?? [];
  if (items === undefined) return text;
  return items
    .split(BETWEEN_ITEMS)
    .map((item) => item.replace(/\\(.)/g, (_, char: string) => ESCAPES[char] ?? char))
    .join('\n\n');
}

function cellsOf(line: string): string[] {
  return line
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => cell.trim());
}

export function readMaterial(context: string): Material {
  const text = context.trim();
  const frame = frameRows(text);
  if (frame !== null) return { texts: [], tables: [{ id: 'table_0', rows: frame }] };
  const texts: TextBlock[] = [];
  const tables: Table[] = [];
  // A dollar sign is escaped where the row was written for LaTeX.
  for (const part of unlisted(text)
    .replaceAll('\\$', '$')
    .split(/\n\s*\n|(?<=\|)[ \t]*\n(?!\s*\|)|(?<!\|[ \t]*)\n(?=\s*\|)/)) {
    const lines = part.split('\n').filter((line) => line.trim() !== '');
    if (lines.length > 1 && lines.every((line) => line.trim().startsWith('|'))) {
      const rows = lines.map(cellsOf).filter((row) => !row.every((cell) => RULE_CELL.test(cell)));
      tables.push({ id: `table_${tables.length}`, rows });
    } else if (lines.length > 0) {
      texts.push({ id: `text_${texts.length}`, text: lines.join('\n').trim() });
    }
  }
  return { texts, tables };
}
