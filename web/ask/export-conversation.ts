/** A conversation as a file: everything as JSON, or as Markdown for people, with the checks of each number. */

import { cellName } from './cell-name.ts';
import type { Answer, Conversation } from './conversation.ts';
import { documentsOf } from './kept-documents.ts';
import type { SourceDocument } from '../parts/source-pane.tsx';
import { shownStatus } from '../parts/shown-status.ts';

export function asJson(conversation: Conversation): string {
  return `${JSON.stringify({ format: 'fin-r1-conversation-1', exported: new Date().toISOString(), ...conversation }, null, 2)}\n`;
}

export function asMarkdown(conversation: Conversation): string {
  const { documents, removed, turns } = conversation;
  const parts = turns.flatMap(({ question, answers }) => [
    `## ${question}`,
    ...Object.values(answers).map((answer) => answerText(answer, documentsOf(answer, conversation))),
  ]);
  return (
    [...parts, ...sourcesText('Documents', documents), ...sourcesText('Removed documents', removed)].join(
      '\n\n',
    ) + '\n'
  );
}

function sourcesText(title: string, documents: readonly SourceDocument[]): string[] {
  if (documents.length === 0) return [];
  const texts = documents.map((document) =>
    'rows' in document
      ? `### ${document.id}\n\n${document.rows.map((row, i) => tableLine(row) + (i === 0 ? `\n|${' --- |'.repeat(row.length)}` : '')).join('\n')}`
      : `### ${document.id}\n\n${document.text}`,
  );
  return [`## ${title}`, ...texts];
}

function answerText(
  { model, reasoning, content, numbers, check, seed, temperature }: Answer,
  documents: readonly SourceDocument[],
): string {
  const checked = numbers.map(({ text, status, origin, part }) => {
    const from = origin === null ? '' : `, ${cellName(origin, documents)}`;
    return `- ${text} (${part}): ${shownStatus({ status, origin })}${from}`;
  });
  return [
    `**${model}** (seed ${seed}, temperature ${temperature})`,
    ...(reasoning === ''
      ? []
      : [
          reasoning
            .trim()
            .split('\n')
            .map((line) => `> ${line}`)
            .join('\n'),
        ]),
    content.trim(),
    ...(documents.length > 0 ? [`Asked about: ${documents.map(({ id }) => id).join('; ')}`] : []),
    ...(checked.length > 0 ? [`Numbers:\n\n${checked.join('\n')}`] : []),
    ...(check !== null && check.errors.length > 0
      ? [`Errors:\n\n${check.errors.map(({ reason }) => `- ${reason}`).join('\n')}`]
      : []),
  ].join('\n\n');
}

function tableLine(row: readonly string[]): string {
  return `| ${row.map((cell) => cell.replaceAll('|', '\\|').replace(/\s+/g, ' ')).join(' | ')} |`;
}
