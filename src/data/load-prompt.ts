/**
 * Prompts are versioned text files in `prompts/`, so that they can be read, compared and cited; their hash is kept with what was made
 * from them.
 *
 * A file is `NAME.LANGUAGE.txt`. Its first line is `# NAME.LANGUAGE vN`. `{{slot}}` is filled in. A line that begins with `[case]` stands
 * only where that case is asked for, without its mark: one file shows all that a prompt can be.
 */

import { join } from 'node:path';
import { FinR1Error } from '../core/errors.ts';
import { contentHash } from '../core/ids.ts';
import { packageFolder } from '../core/package-folder.ts';
import type { Question } from '../core/question.ts';
import { readText } from '../core/read-text.ts';
import type { PromptOrigin } from '../core/trace.ts';

export interface FilledPrompt extends PromptOrigin {
  text: string;
}

interface PromptFile extends PromptOrigin {
  body: string;
}

const HEADER = /^# (\S+) (v\d+)$/;
const CASE_LINE = /^\[([a-z-]+)\] ?/;
const SLOT = /\{\{([a-z_]+)\}\}/g;

const loaded = new Map<string, PromptFile>();

/**
 * The prompt `name` in `language`, filled in.
 * @throws FinR1Error where a slot is missing or unknown, or the file has cases and none of them is `only`.
 */
export function fillPrompt(
  name: string,
  language: Question['language'],
  slots: Readonly<Record<string, string>>,
  only?: string,
): FilledPrompt {
  const { body, ...origin } = load(`${name}.${language}`);
  return { text: filledText(origin.name, body, slots, only), ...origin };
}

/** Name, version and hash of a prompt, as they are kept with what it made. */
export function promptOrigin(name: string, language: Question['language']): PromptOrigin {
  const { body: _, ...origin } = load(`${name}.${language}`);
  return origin;
}

function load(name: string): PromptFile {
  const known = loaded.get(name);
  if (known !== undefined) return known;
  const file = parsePrompt(name, readText(join(packageFolder('prompts'), `${name}.txt`)));
  loaded.set(name, file);
  return file;
}

/** Exported for tests. */
export function parsePrompt(name: string, file: string): PromptFile {
  const source = file.replaceAll('\r\n', '\n');
  const [header = '', ...lines] = source.split('\n');
  const [, named, version] = HEADER.exec(header) ?? [];
  if (named !== name || version === undefined)
    throw promptError(name, `the first line is ${JSON.stringify(header)}, not "# ${name} vN"`);
  return { name, version, hash: contentHash(source), body: lines.join('\n').trim() };
}

/** Exported for tests. */
export function filledText(
  name: string,
  body: string,
  slots: Readonly<Record<string, string>>,
  only?: string,
): string {
  const unused = new Set(Object.keys(slots));
  const filled = linesOf(name, body, only).replace(SLOT, (_, slot: string) => {
    const value = slots[slot];
    if (value === undefined) throw promptError(name, `nothing is given for {{${slot}}}`);
    unused.delete(slot);
    return value;
  });
  const [unknown] = unused;
  if (unknown !== undefined) throw promptError(name, `there is no slot {{${unknown}}}`);
  return filled;
}

function linesOf(name: string, body: string, only: string | undefined): string {
  const cases = new Set<string>();
  const lines = body.split('\n').flatMap((line) => {
    const [mark, named] = CASE_LINE.exec(line) ?? [];
    if (mark === undefined || named === undefined) return [line];
    cases.add(named);
    return named === only ? [line.slice(mark.length)] : [];
  });
  const fits = only === undefined ? cases.size === 0 : cases.has(only);
  if (!fits) throw promptError(name, `its cases are ${[...cases].join(', ') || 'none'}, not ${String(only)}`);
  return lines.join('\n');
}

function promptError(name: string, what: string): FinR1Error {
  return new FinR1Error('prompt', `prompts/${name}.txt: ${what}`, {
    hint: 'Put the file back as it came with fin-r1, or change the code that fills it in alike.',
  });
}
