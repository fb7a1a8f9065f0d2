/** What a server checks with: the starter rulebooks, in force today. */

import { join } from 'node:path';
import type { Checker, Rulebook, TextToCheck } from '../apps/compliance/index.ts';
import { InputError } from '../core/errors.ts';
import type { ServeOptions } from '../serve/index.ts';

export interface ComplianceFlags {
  checksDir: string;
  audit?: string;
  auditTexts: boolean;
  /** Personal data go to no model, on this machine or not. */
  redact: boolean;
}

/**
 * @param showsQueue Batches and the officer's queue can be seen, and decided on.
 * @throws InputError where the rulebooks cannot be read.
 */
export async function servedCompliance(
  flags: ComplianceFlags,
  showsQueue: boolean,
): Promise<NonNullable<ServeOptions['compliance']>> {
  const { AUDIT, KnownTexts, loadRulebooks, openChecker, readTexts, SERVED } =
    await import('../apps/compliance/index.ts');
  const rulebooks = loadRulebooks();
  const known = new KnownTexts(rulebooks);
  const common = { known, redact: flags.redact };
  let usual: { date: string; checker: Checker } | null = null;
  return {
    checksDir: showsQueue ? flags.checksDir : null,
    auditPath: flags.audit ?? join(flags.checksDir, SERVED, AUDIT),
    keepTexts: flags.auditTexts,
    rulebooks: rulebooks.map(shown),
    checker: (rules, model) => {
      // Of a day that has come since the server began.
      const date = new Date().toISOString().slice(0, 10);
      const chosen = rules === null ? rulebooks : named(rulebooks, rules);
      const open = () =>
        openChecker({ ...common, rulebooks: chosen, model, date, anyLanguage: rules !== null });
      // With all rules and no model it is the same for everybody.
      const isUsual = rules === null && model === null;
      if (isUsual && usual?.date !== date) usual = { date, checker: open() };
      const checker = isUsual && usual !== null ? usual.checker : open();
      return (text, signal, onAnswer) => checker.check(text, signal, onAnswer);
    },
    readFile: async (name, bytes, signal) => {
      const texts: TextToCheck[] = [];
      const notes: string[] = [];
      const onNote = (note: string): void => void notes.push(note);
      for await (const text of readTexts({ name, bytes }, { onNote, signal })) texts.push(text);
      return { texts, notes };
    },
  };
}

/** A name only: a path of this machine is not for those who ask. */
function named(rulebooks: readonly Rulebook[], names: readonly string[]): Rulebook[] {
  return names.map((name) => {
    const found = rulebooks.find((book) => book.name === name);
    if (found !== undefined) return found;
    throw new InputError(
      `There is no rulebook ${JSON.stringify(name.slice(0, 100))}; there are ${rulebooks.map((book) => book.name).join(', ')}.`,
    );
  });
}

/** Without the phrases of its tests, which are of use to who wants to get round them. */
function shown({ rules, ...book }: Rulebook): object {
  return {
    ...book,
    rules: rules.map((rule) => ({
      ...{ id: rule.id, title: rule.title, citation: rule.citation, address: rule.address },
      ...{
        jurisdiction: rule.jurisdiction,
        topic: rule.topic,
        severity: rule.severity,
        language: rule.language,
      },
      ...{
        rulebook: rule.rulebook,
        version: rule.version,
        obligation: rule.obligation,
        effective: rule.effective,
      },
      breach: rule.breach.map(({ text }) => text),
      compliant: rule.compliant.map(({ text }) => text),
    })),
  };
}
