/** Rulebooks, model and checker as the flags of a command name them. */

import { join } from 'node:path';
import type { Checker, Rulebook } from '../apps/compliance/index.ts';
import { InputError } from '../core/errors.ts';
import type { TextModel } from '../models/index.ts';

export interface CheckFlags {
  /** Names of rulebooks; empty: the starter rulebooks of each text's language. */
  rules: string[];
  model?: string;
  /** Of the rules in force; today where it is not given. */
  date?: string;
  allowPii: boolean;
  /** Personal data go to no model, on this machine or not. */
  redact: boolean;
  /** US dollars. */
  budget?: number;
  runsDir: string;
  cache?: string;
}

export interface OpenCheck {
  checker: Checker;
  rulebooks: readonly Rulebook[];
  model: string | null;
  /** The day whose rules are in force. */
  date: string;
  close(): Promise<void>;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** @throws InputError for unknown rulebooks, a day that is none or on which no rule was in force, and a model that cannot be opened. */
export async function openCheck(flags: CheckFlags, signal?: AbortSignal): Promise<OpenCheck> {
  const { isEffective, loadRulebooks, openChecker } = await import('../apps/compliance/index.ts');
  const date = flags.date ?? new Date().toISOString().slice(0, 10);
  if (!DAY.test(date) || Number.isNaN(Date.parse(date)))
    throw new InputError(`--date ${date} is no day`, { hint: 'Write it like 2026-11-28.' });
  const rulebooks = loadRulebooks(flags.rules.length === 0 ? undefined : flags.rules);
  if (!rulebooks.some(({ rules }) => rules.some((rule) => isEffective(rule, date))))
    throw new InputError(
      `no rule of ${rulebooks.map(({ name }) => name).join(', ')} was in force on ${date}`,
      {
        hint: 'Give --date a later day, or leave it out for the rules of today.',
      },
    );
  const { allowPii, redact } = flags;
  const common = { rulebooks, date, allowPii, redact, anyLanguage: flags.rules.length > 0 };
  if (flags.model === undefined)
    return { checker: openChecker(common), rulebooks, model: null, date, close: async () => {} };
  const opened = await openOpinions(flags.model, flags, signal);
  return { checker: openChecker({ ...common, model: opened.model }), rulebooks, date, ...idOf(opened) };
}

interface Opinions {
  model: TextModel;
  close(): Promise<void>;
}

const idOf = ({ model, close }: Opinions): { model: string; close(): Promise<void> } => ({
  model: model.id,
  close,
});

/** Models of this machine's engine answer as streams, which are held to the schema of an opinion; all others are asked through the cache. */
async function openOpinions(
  name: string,
  { runsDir, cache, budget }: CheckFlags,
  signal: AbortSignal = new AbortController().signal,
): Promise<Opinions> {
  const { chatAsText, isGguf, isRemote, openChatModel, openModelPool } = await import('../models/index.ts');
  if (!isRemote(name) && !isGguf(name)) {
    const warn = (message: string): void => console.error(message);
    const chat = await openChatModel(name, { runsDirectory: runsDir, env: process.env, warn });
    return { model: chatAsText(chat.id, chat, { signal }), close: () => chat.close() };
  }
  const { makeFolder } = await import('../core/make-folder.ts');
  makeFolder(runsDir);
  const pool = openModelPool({
    cachePath: cache ?? join(runsDir, 'requests.sqlite'),
    runsDirectory: runsDir,
    ...(budget !== undefined && { budget }),
    signal,
  });
  try {
    return { model: await pool.open(name, 'check'), close: () => pool.close() };
  } catch (error) {
    await pool.close();
    throw error;
  }
}
