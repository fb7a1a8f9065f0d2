/** Questions typed line by line, each answered before the next, until the input ends. */

import { createInterface } from 'node:readline/promises';
import { FinR1Error } from '../core/errors.ts';
import { explainError } from './explain-error.ts';

/** `answer` gets what was typed, `\n` in it made a new line. A question that cannot be asked is said so, and the next one is read. */
export async function converse(answer: (question: string) => Promise<string>): Promise<void> {
  const isTerminal = process.stdin.isTTY;
  const lines = createInterface({ input: process.stdin, output: isTerminal ? process.stderr : undefined });
  let isOpen = true;
  lines.once('close', () => (isOpen = false));
  const prompt = (): void => {
    if (isOpen && isTerminal) lines.prompt();
  };
  prompt();
  for await (const line of lines) {
    if (line.trim() !== '') {
      try {
        console.log(`${await answer(line.replaceAll('\\n', '\n'))}\n`);
      } catch (error) {
        if (!FinR1Error.isInstance(error)) throw error;
        console.error(explainError(error));
      }
    }
    prompt();
  }
}
