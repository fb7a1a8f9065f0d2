/** `fin-r1 rules …`: the rulebooks that checks are made with. */

import type { Command } from 'commander';
import type { Rule, Rulebook } from '../../apps/compliance/index.ts';
import { InputError } from '../../core/errors.ts';
import { countOf } from '../../core/count-of.ts';
import { nearest } from '../../core/nearest.ts';
import { rulesTestCommand } from './rules-test.ts';

interface Flags {
  json: boolean;
}

export function rulesCommand(program: Command): void {
  const rules = program
    .command('rules')
    .summary('rulebooks: list, show, lint, test')
    .description(
      'Look at rulebooks, hold rules against their own examples, and measure them (docs/rulebooks.md).',
    );
  rules
    .command('list')
    .summary('rulebooks with their versions and rules')
    .argument('[rulebook...]', 'names or folders; all that come with fin-r1 where left out')
    .option('--json', 'print one JSON object', false)
    .action(async (wanted: string[], { json }: Flags) => {
      const books = await load(wanted);
      console.log(json ? JSON.stringify({ rulebooks: books.map(facts) }) : books.map(listed).join('\n\n'));
    });
  rules
    .command('show')
    .summary('one rule: obligation, citation, tests, examples')
    .argument('<id>', 'id of the rule, e.g. us-2210-promissory')
    .option('--rules <rulebook...>', 'names or folders; all that come with fin-r1 where left out')
    .option('--json', 'print one JSON object', false)
    .action(async (id: string, { rules: wanted = [], json }: Flags & { rules?: string[] }) => {
      const { LIKENESS } = await import('../../apps/compliance/index.ts');
      if (id === LIKENESS)
        throw new InputError(`${id} is no rule: ${LIKENESS_SAYS}`, {
          hint: 'Ask for the rule that the verdict names: `fin-r1 rules show ID`. See docs/compliance.md#like-known-breaches.',
        });
      const all = (await load(wanted)).flatMap((book) => book.rules);
      const rule = all.find((one) => one.id === id);
      if (rule === undefined) throw noRule(id, all);
      console.log(json ? JSON.stringify(withPhrases(rule)) : shown(rule, LIKENESS));
    });
  rules
    .command('lint')
    .summary('whether rules can be read and decide their own examples as written')
    .description(
      'Read rulebooks and run the tests of each rule over its own examples. Ends with 1 when an example is decided otherwise, with 2 when a file cannot be read.',
    )
    .argument('[rulebook...]', 'names or folders; all that come with fin-r1 where left out')
    .option('--json', 'print one JSON object', false)
    .action(async (wanted: string[], { json }: Flags) => {
      const { lintRulebooks } = await import('../../apps/compliance/index.ts');
      const books = await load(wanted);
      const faults = lintRulebooks(books);
      const count = books.flatMap((book) => book.rules).length;
      if (json) console.log(JSON.stringify({ rulebooks: books.map(named), rules: count, faults }));
      else {
        for (const { where, rule, what } of faults) console.log(`${where}: ${rule}: ${what}`);
        const told = `${countOf(count, 'rule')} in ${countOf(books.length, 'rulebook')}`;
        console.log(`${told}: ${faults.length === 0 ? 'all well' : countOf(faults.length, 'fault')}`);
      }
      if (faults.length > 0) process.exitCode = 1;
    });
  rulesTestCommand(rules);
}

const LIKENESS_SAYS =
  'where no test of any rule speaks, a text that is clearly like known breaches of a rule needs review under it';

async function load(wanted: readonly string[]): Promise<Rulebook[]> {
  const { loadRulebooks } = await import('../../apps/compliance/index.ts');
  return loadRulebooks(wanted.length === 0 ? undefined : wanted);
}

function noRule(id: string, rules: readonly Rule[]): InputError {
  const near = nearest(
    id,
    rules.map((rule) => rule.id),
  );
  return new InputError(`there is no rule "${id}"${near === undefined ? '' : `; did you mean "${near}"?`}`, {
    hint: '`fin-r1 rules list` shows all.',
  });
}

const named = ({ name, version }: Rulebook) => ({ name, version });

function facts({ rules, ...book }: Rulebook) {
  const ruleFacts = ({ id, title, citation, address, topic, severity, effective }: Rule) => ({
    ...{ id, title, citation, address, topic, severity, effective },
  });
  return { ...book, rules: rules.map(ruleFacts) };
}

/** A rule with its tests' phrases as they are written. */
function withPhrases({ applies, tests, ...rule }: Rule) {
  const written = (terms: Rule['applies']) => terms.map((term) => term.written);
  return {
    ...rule,
    applies: written(applies),
    tests: tests.map(({ all, any, without, ...test }) => ({
      ...test,
      ...{ all: written(all), any: written(any), without: written(without) },
    })),
  };
}

function listed(book: Rulebook): string {
  const head = `${book.name}  ${book.title} (${book.jurisdiction}, ${book.language}), reviewed ${book.reviewed}`;
  const width = Math.max(...book.rules.map(({ id }) => id.length));
  const rows = book.rules.map(
    ({ id, severity, title, citation }) =>
      `  ${id.padEnd(width)}  ${severity.padEnd(8)}  ${title} · ${citation}`,
  );
  return [head, `  version ${book.version}`, ...rows].join('\n');
}

function shown(rule: Rule, likeness: string): string {
  const { from, to } = rule.effective ?? {};
  const period = `${from === undefined ? '' : ` from ${from}`}${to === undefined ? '' : ` to ${to}`}`;
  const tests = rule.tests.map(({ id, decision, reason }) => `  ${decision}  ${id}: ${reason}`);
  const examples = (list: Rule['breach']) => list.map(({ text }) => `  - ${text.replaceAll('\n', '\n    ')}`);
  return [
    `${rule.id}  ${rule.title}`,
    `${rule.citation}${period === '' ? '' : `, in force${period}`}\n${rule.address}`,
    `${rule.rulebook}, version ${rule.version}; ${rule.topic}; severity ${rule.severity}\n${rule.path}`,
    rule.obligation,
    ['Tests:', ...tests, `  needs review  ${likeness}: ${LIKENESS_SAYS}`].join('\n'),
    ['Breach:', ...examples(rule.breach)].join('\n'),
    ['Compliant:', ...examples(rule.compliant)].join('\n'),
  ].join('\n\n');
}
