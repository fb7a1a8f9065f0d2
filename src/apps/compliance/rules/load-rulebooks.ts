/** Reads rulebooks: those that come with fin-r1 by their names, others by their folders. */

import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { checkedYaml } from '../../../core/checked-yaml.ts';
import { InputError } from '../../../core/errors.ts';
import { nearest } from '../../../core/nearest.ts';
import { packageFolder } from '../../../core/package-folder.ts';
import { readText } from '../../../core/read-text.ts';
import { contentHash, withPlainLineEnds } from './content-hash.ts';
import type { NamedText } from './content-hash.ts';
import { readRule } from './read-rule.ts';
import type { Rule, Rulebook, RuleLanguage } from './rule.ts';
import { rulebookSchema } from './schema.ts';
import { checkedLexicon, sharedTerms } from './shared-terms.ts';
import { TermPool } from './terms/lexicon.ts';

/** What the rulebooks of a language share while they are loaded. */
type Pools = Readonly<Record<RuleLanguage, TermPool>>;

const factsFile = 'rulebook.yaml';

/** Names of the rulebooks that come with fin-r1, in order. */
export function starterRulebooks(): string[] {
  const root = packageFolder('rulebooks');
  return readdirSync(root)
    .filter((name) => existsSync(join(root, name, factsFile)))
    .sort();
}

/**
 * The rulebooks of the given names or folders; all that come with fin-r1 where none is given. An id may stand in one of them only.
 * @throws InputError naming file, line, value and what to do.
 */
export function loadRulebooks(wanted?: readonly string[]): Rulebook[] {
  const pools = { en: new TermPool(), zh: new TermPool() };
  const books = [...new Set(wanted ?? starterRulebooks())].map((name) =>
    readRulebook(rulebookFolder(name), pools),
  );
  const known = new Map<string, Rule>();
  for (const rule of books.flatMap(({ rules }) => rules)) {
    const other = known.get(rule.id);
    if (other !== undefined) {
      throw new InputError(`${rule.path}: the rule ${rule.id} is in ${other.path} too`, {
        hint: 'Give one of them another id, or check with one of the two rulebooks.',
      });
    }
    known.set(rule.id, rule);
  }
  return books;
}

function rulebookFolder(wanted: string): string {
  const starters = starterRulebooks();
  if (starters.includes(wanted)) return join(packageFolder('rulebooks'), wanted);
  if (existsSync(join(wanted, factsFile))) return wanted;
  const isFolder = existsSync(wanted) && statSync(wanted).isDirectory();
  if (isFolder) {
    throw new InputError(`${wanted}: the folder has no ${factsFile}, so it is no rulebook`, {
      hint: `Name a rulebook's own folder, or one of ${starters.join(', ')}.`,
    });
  }
  const near = nearest(wanted, starters);
  throw new InputError(
    `there is no rulebook "${wanted}"${near === undefined ? '' : `; did you mean "${near}"?`}`,
    {
      code: 'rulebook-not-found',
      hint: `Name a folder with a ${factsFile}, or one of ${starters.join(', ')}.`,
    },
  );
}

function readRulebook(folder: string, pools: Pools): Rulebook {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.md') && !name.startsWith('.') && name !== 'README.md')
    .map((name): NamedText => ({ name, text: withPlainLineEnds(readText(join(folder, name))) }));
  const path = join(folder, factsFile);
  const facts = { name: factsFile, text: withPlainLineEnds(readText(path)) };
  const rulebook = checkedYaml(facts.text, path, rulebookSchema, 'the rulebook');
  if (rulebook.name !== basename(resolve(folder))) {
    throw new InputError(
      `${path}: the rulebook ${rulebook.name} lies in the folder ${basename(resolve(folder))}`,
      { hint: 'Give both the same name.' },
    );
  }
  if (files.length === 0) {
    throw new InputError(`${folder}: the rulebook has no rules`, {
      hint: 'Add a rule as RULE-ID.md beside rulebook.yaml.',
    });
  }
  const pool = pools[rulebook.language];
  const shared = sharedTerms(folder, rulebook.language, pool);
  const lists = shared.files.map(({ name, text }) => ({ name: `../${name}`, text }));
  const version = contentHash([...files, facts, ...lists]);
  const { terms, ...said } = rulebook;
  const lexicon = checkedLexicon(terms, rulebook.language, pool, () => path, shared.lexicon);
  const rules = files
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, text }) => readRule(text, join(folder, name), { rulebook, version, lexicon, pool }));
  return { ...said, version, rules };
}
