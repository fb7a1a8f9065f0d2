/** A suite by its name or file. */

import { basename, join } from 'node:path';
import { InputError } from '../../../core/errors.ts';
import { packageFolder } from '../../../core/package-folder.ts';
import type { Suite } from './labelled-text.ts';
import { publicSuiteNames, readPublicSuite } from './public-suites.ts';
import { readSuiteFile } from './read-suite-file.ts';

/** Suites that come with the package, beside the injections: rules are written with dev in sight; the others are held out. */
export const ownSuiteNames = ['dev', 'test', 'fresh', 'everyday'] as const;

export const suiteFolder = (): string => join(packageFolder('suites'), 'compliance');

/**
 * `dev`, `test`, `fresh`, `everyday`, a name of `publicSuiteNames`, or the path of a `.jsonl` file.
 * @throws InputError where it is none of them, or a benchmark and `dataDir` is not given.
 */
export async function findSuite(name: string, dataDir: string | undefined): Promise<Suite> {
  if (name.endsWith('.jsonl'))
    return { name: basename(name, '.jsonl'), heldOut: false, rows: readSuiteFile(name) };
  if (ownSuiteNames.some((own) => own === name))
    return { name, heldOut: name !== 'dev', rows: readSuiteFile(join(suiteFolder(), `${name}.jsonl`)) };
  if (publicSuiteNames.includes(name)) {
    if (dataDir !== undefined) return await readPublicSuite(name, dataDir);
    throw new InputError(`The suite ${name} is a benchmark's and needs --data-dir.`, {
      hint: 'Give --data-dir DIR; "fin-r1 data pull finova" or "… ant-finance" fetches it.',
    });
  }
  throw new InputError(`There is no suite "${name}".`, {
    hint: `Suites: ${[...ownSuiteNames, 'injections', ...publicSuiteNames].join(', ')}, or the path of a JSONL file.`,
  });
}
