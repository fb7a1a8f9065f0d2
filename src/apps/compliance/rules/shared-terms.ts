/** The lists that all rulebooks of a language share: `terms-en.yaml`, and `terms-en-TOPIC.yaml` beside it. */

import { readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { checkedYaml } from '../../../core/checked-yaml.ts';
import { InputError } from '../../../core/errors.ts';
import { packageFolder } from '../../../core/package-folder.ts';
import { readText } from '../../../core/read-text.ts';
import { withPlainLineEnds } from './content-hash.ts';
import type { RuleLanguage } from './rule.ts';
import { termsSchema } from './schema.ts';
import { Lexicon } from './terms/lexicon.ts';
import type { SharedTerms, TermLists, TermPool } from './terms/lexicon.ts';

/** Those beside the rulebook's folder, or those that come with fin-r1. */
export function sharedTerms(folder: string, language: RuleLanguage, pool: TermPool): SharedTerms {
  const beside = dirname(resolve(folder));
  const place = termsFiles(beside, language).length > 0 ? beside : packageFolder('rulebooks');
  let shared = pool.shared.get(place);
  if (shared === undefined) {
    shared = readTerms(place, termsFiles(place, language), language, pool);
    pool.shared.set(place, shared);
  }
  return shared;
}

function termsFiles(place: string, language: RuleLanguage): string[] {
  const name = new RegExp(`^terms-${language}(?:-[a-z0-9-]+)?\\.yaml$`);
  return readdirSync(place)
    .filter((file) => name.test(file))
    .sort();
}

function readTerms(place: string, names: readonly string[], language: RuleLanguage, pool: TermPool) {
  const files = names.map((name) => ({ name, text: withPlainLineEnds(readText(join(place, name))) }));
  const lists: Record<string, string[]> = {};
  const paths = new Map<string, string>();
  for (const { name, text } of files) {
    const path = join(place, name);
    const { terms } = checkedYaml(text, path, termsSchema, 'the list of terms');
    for (const [list, phrases] of Object.entries(terms)) {
      const other = paths.get(list);
      if (other !== undefined) {
        throw new InputError(`${path}: the term list ${list} is in ${other} too`, {
          hint: 'Give one of them another name, or make them one list.',
        });
      }
      lists[list] = phrases;
      paths.set(list, path);
    }
  }
  return { files, lexicon: checkedLexicon(lists, language, pool, (list) => paths.get(list) ?? place) };
}

/** Also lists that no rule uses have to be right. `pathOf` tells the file of a list. @throws InputError naming file and list. */
export function checkedLexicon(
  lists: TermLists,
  language: RuleLanguage,
  pool: TermPool,
  pathOf: (list: string) => string,
  parent?: Lexicon,
): Lexicon {
  const twice = Object.keys(lists).find((name) => parent?.has(name));
  if (twice !== undefined) {
    throw new InputError(
      `${pathOf(twice)}: the term list ${twice} is there already, for all rulebooks of the language`,
      { hint: 'Give the list of this rulebook a name of its own.' },
    );
  }
  const lexicon = new Lexicon(language, lists, pool, parent);
  for (const name of Object.keys(lists)) {
    try {
      lexicon.term(`$${name}`);
    } catch (error) {
      if (!InputError.isInstance(error)) throw error;
      throw new InputError(`${pathOf(name)}: list ${name}: ${error.message}`, { hint: error.hint });
    }
  }
  return lexicon;
}
