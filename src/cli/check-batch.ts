/** `fin-r1 check … --name NAME`: many texts into a folder of their own, with results, audit log and reports. */

import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { NamedFields, TextToCheck } from '../apps/compliance/index.ts';
import { InputError } from '../core/errors.ts';
import { countText } from '../evaluate/index.ts';
import { NOTHING_TO_CHECK, openCheck, type CheckFlags } from './open-check.ts';
import { ProgressLines } from './progress.ts';
import { Unreadable } from './unreadable.ts';

/** Without a model nothing is waited for but the disk, which is asked once for all of these. */
const AT_ONCE = 256;

export interface BatchFlags extends CheckFlags {
  name: string;
  checksDir: string;
  keepTexts: boolean;
  concurrency: number;
  by: string;
}

/** How many texts break a rule, and how many files and rows could not be read. @throws InputError, InterruptedError; the same command goes on. */
export async function checkBatch(
  files: readonly string[],
  flags: BatchFlags,
  { fields, signal }: { fields: NamedFields; signal: AbortSignal },
): Promise<{ breaches: number; unreadable: number }> {
  const compliance = await import('../apps/compliance/index.ts');
  const directory = join(flags.checksDir, flags.name);
  if (flags.name === compliance.SERVED)
    throw new InputError(`--name ${flags.name} is the name of what servers check`, {
      hint: 'Choose another one.',
    });
  const isThere = existsSync(join(directory, compliance.PLAN));
  const date = flags.date ?? (isThere ? compliance.readPlan(directory).by.date : undefined);
  const unreadable = new Unreadable();
  const { texts, notes } = await textsIn(files, fields, unreadable, signal);
  const progress = new ProgressLines();
  const {
    checker,
    versions,
    model,
    date: inForce,
    close,
  } = await openCheck({ ...flags, ...(date !== undefined && { date }) }, signal);
  try {
    const who = { name: flags.by, key: null };
    const by = {
      rulebooks: versions,
      ...{ model, date: inForce, anyLanguage: flags.rules.length > 0 },
    };
    const batch = await compliance.BatchFolder.open(directory, { by, texts: texts.length, notes, who });
    let outcome;
    try {
      progress.begun('check');
      const begun = { at: performance.now(), done: -1 };
      outcome = await compliance.runBatch(batch, texts, (text, stop) => checker.check(text, stop), {
        ...{
          who,
          signal,
          keepTexts: flags.keepTexts,
          concurrency: model === null ? AT_ONCE : flags.concurrency,
        },
        onProgress: (done, total, found) => {
          if (begun.done < 0) begun.done = done;
          const rate = (1000 * (done - begun.done)) / (performance.now() - begun.at);
          const counted = { done, total, rate, metric: `${countText(found)} with findings` };
          const secondsLeft = rate > 0 ? (total - done) / rate : undefined;
          progress.progress({ stage: 'check', unit: 'texts', rateUnit: 'texts', ...counted, secondsLeft });
        },
      });
      batch.end();
    } finally {
      progress.close();
      await batch.close();
    }
    const queue = new compliance.Queue(compliance.queuePlace(directory));
    const { decisions, queue: states } = compliance.writeReports(directory, outcome.rows, queue);
    const before = outcome.rows.length - outcome.checked;
    const said = [
      before > 0 ? `${countText(before)} texts were done before` : '',
      outcome.repeated > 0
        ? `${countText(outcome.repeated)} checked again, on which the model had failed`
        : '',
    ];
    progress.ended('check', said.filter((part) => part !== '').join(', '));
    console.log(compliance.summaryText(outcome.rows.map(({ checked }) => checked)));
    if (notes.length > 0) console.log(`not read: ${notes.length}, see the report`);
    const { open, assigned, accepted, overruled } = states;
    console.log(`findings: ${open} open, ${assigned} assigned, ${accepted} accepted, ${overruled} overruled`);
    console.log(`report    ${relative('.', join(directory, compliance.REPORT))}`);
    console.log(`audit log ${relative('.', join(directory, compliance.AUDIT))}`);
    unreadable.sumUp();
    return { breaches: decisions.breach, unreadable: unreadable.count };
  } finally {
    await close();
  }
}

/** A row or a file that cannot be read is told and left out. @throws InputError for a path that is not there, or nothing to check. */
async function textsIn(
  paths: readonly string[],
  fields: NamedFields,
  unreadable: Unreadable,
  signal: AbortSignal,
): Promise<{ texts: TextToCheck[]; notes: string[] }> {
  const { filesIn, readTexts } = await import('../apps/compliance/index.ts');
  const texts: TextToCheck[] = [];
  const notes: string[] = [];
  const note = (said: string): void => {
    notes.push(said);
    console.error(`note: ${said}`);
  };
  for (const { path, prefix } of filesIn(paths)) {
    const onUnreadable = (fault: InputError): void => {
      notes.push(`unreadable: ${prefix}${fault.message}`);
      unreadable.addRow(fault);
    };
    try {
      for await (const text of readTexts(path, { fields, signal, onNote: note, onUnreadable }))
        texts.push({ ...text, id: `${prefix}${text.id}` });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      notes.push(`unreadable: ${prefix}${error.message}`);
      unreadable.addFile(error, prefix);
    }
  }
  if (texts.length === 0) throw new InputError(NOTHING_TO_CHECK);
  return { texts, notes };
}
