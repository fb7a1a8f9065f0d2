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
  /** What verdicts rest on: rulebooks, and the texts that likeness is learnt from. */
  versions: { name: string; version: string }[];
  model: string | null;
  /** The day whose rules are in force. */
  date: string;
  close(): Promise<void>;
}

/** Where nothing of what was named could be read. */
export const NOTHING_TO_CHECK = 'there is nothing to check in these files';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** @throws InputError for unknown rulebooks, a day that is none or on which no rule was in force, and a model that cannot be opened. */
export async function openCheck(flags: CheckFlags, signal?: AbortSignal): Promise<OpenCheck> {
  const { isEffective, KnownTexts, loadRulebooks, openChecker } = await import('../apps/compliance/index.ts');
  const date = flags.date ?? new Date().toISOString().slice(0, 10);
  if (!isDay(date)) throw new InputError(`--date ${date} is no day`, { hint: 'Write it like 2026-11-28.' });
  const rulebooks = loadRulebooks(flags.rules.length === 0 ? undefined : flags.rules);
  if (!rulebooks.some(({ rules }) => rules.some((rule) => isEffective(rule, date))))
    throw new InputError(
      `no rule of ${rulebooks.map(({ name }) => name).join(', ')} was in force on ${date}`,
      {
        hint: 'Give --date a later day, or leave it out for the rules of today.',
      },
    );
  const { allowPii, redact } = flags;
  const known = new KnownTexts(rulebooks);
  const common = { rulebooks, known, date, allowPii, redact, anyLanguage: flags.rules.length > 0 };
  const versions = [...rulebooks, known.origin].map(({ name, version }) => ({ name, version }));
  const opened = { rulebooks, versions, date };
  if (flags.model === undefined)
    return { ...opened, checker: openChecker(common), model: null, close: async () => {} };
  const opinions = await openOpinions(flags.model, flags, signal);
  return { ...opened, checker: openChecker({ ...common, model: opinions.model }), ...idOf(opinions) };
}

interface Opinions {
  model: TextModel;
  close(): Promise<void>;
}

/** Dates roll over where a month has no such day: 30 February would be 2 March. */
function isDay(text: string): boolean {
  const time = new Date(`${text}T00:00:00Z`);
  return DAY.test(text) && !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text);
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
