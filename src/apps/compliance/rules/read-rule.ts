/** Reads a rule's Markdown file: YAML front matter, the obligation, examples of breach and of near misses. */

import { basename } from 'node:path';
import { checkedYaml } from '../../../core/checked-yaml.ts';
import { InputError } from '../../../core/errors.ts';
import type { Example, Rule, RuleTest } from './rule.ts';
import { ruleSchema } from './schema.ts';
import type { RuleFrontMatter, RulebookFacts } from './schema.ts';
import { Lexicon } from './terms/lexicon.ts';
import type { TermPool } from './terms/lexicon.ts';
import type { Term } from './terms/term.ts';

export interface RuleSurroundings {
  rulebook: RulebookFacts;
  version: string;
  /** Lists of the rulebook and of its language. */
  lexicon: Lexicon;
  pool: TermPool;
}

/** `text` has `\n` line ends. @throws InputError naming file, line and what is wrong. */
export function readRule(
  text: string,
  path: string,
  { rulebook, version, lexicon: shared, pool }: RuleSurroundings,
): Rule {
  const { yaml, body, bodyLine } = split(text, path);
  const front = checkedYaml(yaml, path, ruleSchema, 'the rule');
  if (`${front.id}.md` !== basename(path)) {
    throw new InputError(
      `${path}:${lineOf(text, `id: ${front.id}`)}: the rule ${front.id} stands in ${basename(path)}`,
      {
        hint: `Call the file ${front.id}.md, or set id to ${basename(path, '.md')}.`,
      },
    );
  }
  const { terms: own, tests, applies, effective, ...facts } = front;
  const twice = Object.keys(own).find((name) => shared.has(name));
  if (twice !== undefined) {
    throw new InputError(
      `${path}:${lineOf(text, `${twice}:`)}: the term list ${twice} is there already, for all rules`,
      {
        hint: 'Give the list of this rule a name of its own.',
      },
    );
  }
  const lexicon = new Lexicon(rulebook.language, own, pool, shared);
  const terms = (phrases: readonly string[]) =>
    phrases.map((phrase) => placedTerm(lexicon, phrase, text, path));
  for (const name of Object.keys(own)) terms([`$${name}`]);
  return {
    ...facts,
    jurisdiction: rulebook.jurisdiction,
    language: rulebook.language,
    rulebook: rulebook.name,
    version,
    effective: effective ?? null,
    applies: terms(applies),
    tests: checkedTests(tests, text, path).map((test): RuleTest => {
      const { all, any, with: about, without, suggestion, ...rest } = test;
      const {
        'with-within': withWithin = test.within,
        'without-within': withoutWithin = test.within,
        ...facts
      } = rest;
      const lists = { all: terms(all), any: terms(any), with: terms(about), without: terms(without) };
      return { ...facts, ...lists, withWithin, withoutWithin, suggestion: suggestion ?? null };
    }),
    ...readBody(body, bodyLine, path),
    path,
  };
}

function split(text: string, path: string): { yaml: string; body: string; bodyLine: number } {
  const match = /^---\n([\s\S]*?\n)---(?:\n|$)/.exec(text);
  if (match === null) {
    throw new InputError(`${path}:1: the rule does not begin with front matter`, {
      hint: 'Begin with a line `---`, then the keys (id, title, citation, …), then `---` again.',
    });
  }
  // The line of the first `---` stays, empty, so that positions in the YAML are those of the file.
  const [whole, yaml = ''] = match;
  return { yaml: `\n${yaml}`, body: text.slice(whole.length), bodyLine: whole.split('\n').length };
}

function lineOf(text: string, part: string): number {
  const at = text.indexOf(part);
  return at < 0 ? 1 : text.slice(0, at).split('\n').length;
}

function placedTerm(lexicon: Lexicon, phrase: string, text: string, path: string): Term {
  try {
    return lexicon.term(phrase);
  } catch (error) {
    if (!InputError.isInstance(error)) throw error;
    throw new InputError(`${path}:${lineOf(text, phrase)}: ${error.message}`, { hint: error.hint });
  }
}

type TestFacts = RuleFrontMatter['tests'][number];

function checkedTests(tests: TestFacts[], text: string, path: string): TestFacts[] {
  const seen = new Set<string>();
  for (const { id, all, any } of tests) {
    const where = `${path}:${lineOf(text, `id: ${id}\n`)}`;
    if (seen.has(id)) {
      throw new InputError(`${where}: two tests are called ${id}`, {
        hint: 'Give each test of a rule its own id.',
      });
    }
    if (all.length + any.length === 0) {
      throw new InputError(`${where}: the test ${id} has neither all nor any`, {
        hint: 'Name the phrases that have to stand there: all: [$promise, $return].',
      });
    }
    seen.add(id);
  }
  return tests;
}

function readBody(
  body: string,
  line: number,
  path: string,
): Pick<Rule, 'obligation' | 'breach' | 'compliant'> {
  const obligation: string[] = [];
  const examples: { breach: Example[]; compliant: Example[] } = { breach: [], compliant: [] };
  let section: 'obligation' | 'breach' | 'compliant' = 'obligation';
  for (const [i, row] of body.split('\n').entries()) {
    const heading = /^##\s+(.*?)\s*$/.exec(row)?.[1];
    if (heading !== undefined) {
      const name = heading.toLowerCase();
      if (name !== 'breach' && name !== 'compliant') {
        throw new InputError(`${path}:${line + i}: unknown section "${heading}"`, {
          hint: 'A rule has the sections "## Breach" and "## Compliant" after the obligation.',
        });
      }
      section = name;
    } else if (section === 'obligation') obligation.push(row);
    else addExample(examples[section], row, line + i, path);
  }
  const said = obligation.join('\n').trim();
  if (said === '') {
    throw new InputError(`${path}:${line}: the obligation is missing`, {
      hint: 'Say after the front matter, in your own words, what the rule asks for.',
    });
  }
  return { obligation: said, ...examples };
}

/** An example is a list entry; rows that are indented go on with it, and `\n` in it ends a line. */
function addExample(examples: Example[], row: string, line: number, path: string): void {
  const entry = /^[-*]\s+(.*)$/.exec(row)?.[1];
  const last = examples.at(-1);
  if (entry !== undefined) examples.push({ text: entry.replaceAll('\\n', '\n').trim(), line });
  else if (last !== undefined && /^\s/.test(row)) last.text += ` ${row.trim()}`;
  else if (row.trim() !== '') {
    throw new InputError(`${path}:${line}: "${row.trim().slice(0, 40)}" belongs to no example`, {
      hint: 'Begin each example with "- "; indent the lines that go on with it.',
    });
  }
}
