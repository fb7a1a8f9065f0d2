/** What `fin-r1 advise` does: reads, computes, writes the report, records it, and prints what was decided. */

import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { userInfo } from 'node:os';
import {
  ADVICE,
  advise,
  adviceBody,
  exampleFiles,
  exampleProducts,
  htmlReport,
  loadAdviceRules,
  pdfReport,
  profileTemplate,
  readPrices,
  readProducts,
  readProfile,
  usualAssumptions,
} from '../apps/advisory/index.ts';
import type { Advice, Assumptions } from '../apps/advisory/index.ts';
import { AuditLog } from '../audit/index.ts';
import { InputError } from '../core/errors.ts';
import { makeFolder } from '../core/make-folder.ts';
import { writeFileAtomic } from '../core/write-atomic.ts';
import { openModelPool } from '../models/index.ts';
import type { TextModel } from '../models/index.ts';
import { adviceSummary } from './advice-summary.ts';
import type { AdviseFlags } from './commands/advise.ts';

/** Whether a proposal was made. @throws InputError where something cannot be read or computed with. */
export async function adviseClient(flags: AdviseFlags, signal: AbortSignal): Promise<boolean> {
  const profile = readProfile(required(flags.profile, '--profile'));
  const { products } = readProducts(required(flags.products, '--products'));
  const source = required(flags.market, '--market');
  const rows = await readPrices(source);
  const opened = await openModel(flags, signal);
  try {
    const tools = { ...loadAdviceRules().tools(profile.asOf, opened.model), signal };
    const advice = await advise(
      { profile, products, prices: { rows, source }, assumptions: assumptionsOf(flags) },
      tools,
    );
    await record(advice, flags);
    // Of an earlier advice: it must not lie beside this one, least of all beside a refusal.
    rmSync(join(flags.out, 'report.pdf'), { force: true });
    writeFileAtomic(join(flags.out, 'advice.json'), `${JSON.stringify(advice, null, 2)}\n`);
    writeFileAtomic(join(flags.out, 'report.html'), htmlReport(advice));
    if (flags.pdf) writeFileAtomic(join(flags.out, 'report.pdf'), await pdfReport(advice));
    console.log(flags.json ? JSON.stringify(advice) : adviceSummary(advice, flags));
    return advice.isAdvised;
  } finally {
    await opened.close();
  }
}

function required(value: string | undefined, flag: string): string {
  if (value !== undefined) return value;
  throw new InputError(`${flag} is missing`, {
    hint: '`fin-r1 advise --example try` writes a profile, prices and products to try with.',
  });
}

function assumptionsOf(flags: AdviseFlags): Assumptions {
  const given = Object.keys(usualAssumptions) as (keyof Assumptions)[];
  return given.reduce(
    (all, key) => ({ ...all, [key]: flags[key] ?? usualAssumptions[key] }),
    usualAssumptions,
  );
}

async function openModel(
  { model, runsDir, budget }: AdviseFlags,
  signal: AbortSignal,
): Promise<{ model: TextModel | null; close(): Promise<void> }> {
  if (model === undefined) return { model: null, close: async () => {} };
  makeFolder(runsDir);
  const pool = openModelPool({
    cachePath: join(runsDir, 'requests.sqlite'),
    runsDirectory: runsDir,
    ...(budget !== undefined && { budget }),
    signal,
  });
  try {
    return { model: await pool.open(model, 'advise'), close: () => pool.close() };
  } catch (error) {
    await pool.close();
    throw error;
  }
}

async function record(advice: Advice, { audit, by }: AdviseFlags): Promise<void> {
  if (audit === undefined) return;
  const log = await AuditLog.open(audit);
  try {
    await log.append(ADVICE, adviceBody(advice, { name: by ?? userInfo().username, key: null }));
  } finally {
    await log.close();
  }
}

/** An existing file is somebody's work: it is not written over. */
export function writeTemplate(path: string, language: 'en' | 'zh'): void {
  refuseExisting(path);
  writeFileAtomic(path, profileTemplate(language));
  console.log(`${path}: fill in every key, then: fin-r1 advise --profile ${path} --market … --products …`);
}

export function writeExample(folder: string, language: 'en' | 'zh'): void {
  const files = Object.entries(exampleFiles(language));
  for (const [name] of files) refuseExisting(join(folder, name));
  for (const [name, text] of files) writeFileAtomic(join(folder, name), text);
  const given = ['profile.yaml', 'prices.csv', 'products.yaml'].map((name) => join(folder, name));
  const { about } = exampleProducts(language);
  console.log(`${about}\n  fin-r1 advise --profile ${given[0]} --market ${given[1]} --products ${given[2]}`);
}

function refuseExisting(path: string): void {
  if (existsSync(path)) throw new InputError(`${path} is there already`, { hint: 'Name another place.' });
}
