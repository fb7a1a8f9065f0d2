/** Holds rules against their own examples: each has to be decided as it is written in the rule's file. */

import { normalised } from '../hardening/normalise.ts';
import { spelledOut } from '../hardening/shorthand.ts';
import { PreparedText } from './prepared-text.ts';
import { runTests } from './run-tests.ts';
import type { Example, Rule, Rulebook } from './rule.ts';

export interface RuleFault {
  rule: string;
  /** File and line, `rulebooks/us-aml/us-5324-structuring.md:31`. */
  where: string;
  what: string;
}

/** How many examples of each kind a rule needs. */
const examplesNeeded = 2;

/** What is wrong with the rules of rulebooks that could be read; empty where all is well. */
export function lintRulebooks(rulebooks: readonly Rulebook[]): RuleFault[] {
  return rulebooks.flatMap(({ rules }) => rules.flatMap(lintRule));
}

function lintRule(rule: Rule): RuleFault[] {
  const fault = (what: string, line?: number): RuleFault => ({
    rule: rule.id,
    where: line === undefined ? rule.path : `${rule.path}:${line}`,
    what,
  });
  const faults: RuleFault[] = [];
  const { from, to } = rule.effective ?? {};
  if (from !== undefined && to !== undefined && to < from)
    faults.push(fault(`it ends (${to}) before it begins (${from})`));
  for (const kind of ['breach', 'compliant'] as const) {
    const count = rule[kind].length;
    if (count < examplesNeeded)
      faults.push(fault(`it has ${count} examples under "${kind}", and needs ${examplesNeeded}`));
  }
  for (const example of rule.breach) {
    if (hitsOf(rule, example).length === 0)
      faults.push(fault(`no test finds the breach in "${excerpt(example)}"`, example.line));
  }
  for (const example of rule.compliant) {
    for (const { test, words } of hitsOf(rule, example)) {
      faults.push(
        fault(`the test ${test} hits "${words}" in the compliant "${excerpt(example)}"`, example.line),
      );
    }
  }
  return faults;
}

function hitsOf(rule: Rule, { text }: Example): { test: string; words: string }[] {
  const prepared = new PreparedText(spelledOut(normalised(text)).text);
  return runTests(rule, prepared).map(({ test, start, end }) => ({
    test,
    words: prepared.text.slice(start, end),
  }));
}

function excerpt({ text }: Example): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
