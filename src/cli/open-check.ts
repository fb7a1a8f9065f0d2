/** Rulebooks, model and checker as the flags of a command name them. */

import { join } from 'node:path';
import type { Checker, Rulebook } from '../apps/compliance/index.ts';
import { InputError } from '../core/errors.ts';

export interface CheckFlags {
  /** Names of rulebooks; empty: the starter rulebooks of each text's language. */
  rules: string[];
  model?: string;
  /** Of the rules in force; today where it is not given. */
  date?: string;
  allowPii: boolean;
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

/** @throws InputError for unknown rulebooks, a day that is none, and a model that cannot be opened. */
export async function openCheck(flags: CheckFlags, signal?: AbortSignal): Promise<OpenCheck> {
  const { loadRulebooks, openChecker } = await import('../apps/compliance/index.ts');
  const date = flags.date ?? new Date().toISOString().slice(0, 10);
  if (!DAY.test(date) || Number.isNaN(Date.parse(date)))
    throw new InputError(`--date ${date} is no day`, { hint: 'Write it like 2026-11-28.' });
  const rulebooks = loadRulebooks(flags.rules.length === 0 ? undefined : flags.rules);
  const common = { rulebooks, date, allowPii: flags.allowPii, anyLanguage: flags.rules.length > 0 };
  if (flags.model === undefined)
    return { checker: openChecker(common), rulebooks, model: null, date, close: async () => {} };
  const { openModelPool } = await import('../models/index.ts');
  const { makeFolder } = await import('../core/make-folder.ts');
  makeFolder(flags.runsDir);
  const pool = openModelPool({
    cachePath: flags.cache ?? join(flags.runsDir, 'requests.sqlite'),
    runsDirectory: flags.runsDir,
    ...(flags.budget !== undefined && { budget: flags.budget }),
    ...(signal && { signal }),
  });
  try {
    const model = await pool.open(flags.model, 'check');
    return {
      checker: openChecker({ ...common, model }),
      rulebooks,
      model: model.id,
      date,
      close: () => pool.close(),
    };
  } catch (error) {
    await pool.close();
    throw error;
  }
}
