/** Flags that several commands share, and how their values are read. */

import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import { RUN_NAME, RUN_NAME_RULE } from '../core/run-name.ts';

export const dataDirFlag = (): Option =>
  new Option(
    '--data-dir <dir>',
    'directory of the real data sets (holds finqa/, convfinqa/, tfns/); none by default',
  );

export const runsDirFlag = (): Option =>
  new Option('--runs-dir <dir>', 'directory of the run folders').default('runs');

export const checksDirFlag = (): Option =>
  new Option('--checks-dir <dir>', 'directory of the batches that were checked').default('checks');

/** `fallback`: what the name is without the flag; null where there must be one. */
export const nameFlag = (fallback: string | null): Option =>
  new Option(
    '--name <name>',
    `name of the run folder${fallback === null ? '' : ` (default: ${fallback})`}`,
  ).argParser(runName);

export const seedFlag = (fallback: string): Option =>
  new Option('--seed <n>', `seed of all randomness (default: ${fallback})`).argParser(wholeNumber);

export const modelFlag = (): Option =>
  new Option(
    '--model <model>',
    'run:NAME@STAGE (STAGE: base, zero, sft, grpo), a model folder, hf:ORG/NAME, gguf:PATH, PROVIDER/NAME, or http://HOST/v1#NAME',
  ).makeOptionMandatory();

export const acceptLicenceFlag = (): Option =>
  new Option(
    '--accept-licence <name>',
    'use sources under this licence, which forbids some uses or is unknown; may be repeated',
  )
    .argParser((name: string, earlier: string[]) => [...earlier, name])
    .default([], 'none');

export const budgetFlag = (): Option =>
  new Option('--budget <usd>', "US dollars that the run may cost (default: the recipe's)").argParser(
    positiveNumber,
  );

export const batchFlag = (): Option =>
  new Option('--batch', "ask through the provider's batch API: slower, usually at half the price").default(
    false,
  );

/** `when`: with what other flags it counts. */
export const textsAtOnceFlag = (when: string): Option =>
  new Option('--concurrency <n>', `with ${when}: texts that are checked at once`)
    .argParser(positiveWholeNumber)
    .default(8);

export const cacheFlag = (): Option =>
  new Option(
    '--cache <file>',
    'what models have answered, shared by all runs (default: <runs-dir>/requests.sqlite)',
  );

export const judgeFlag = (): Option =>
  new Option(
    '--judge <model>',
    'model string of the judge of what rules leave open: free text, unreadable answers',
  );

export const protocolFlag = (): Option =>
  new Option(
    '--protocol <list>',
    "show the same answers under other papers' scoring too: fin-r1, dianjin, fin-o1, or all",
  )
    .argParser((text: string) => listOf(text))
    .default([], 'none');

export const selectFlag = (): Option =>
  new Option(
    '--select <how>',
    'which of several answers to a question counts: first, majority (vote), or supported (by its reasoning)',
  )
    .choices(['first', 'majority', 'supported'])
    .default('first');

/** `a, b` as a list. */
export function listOf(text: string): string[] {
  return text.split(',').flatMap((name) => (name.trim() === '' ? [] : [name.trim()]));
}

/** A path, or the name of a folder below `runsDir`; a folder here that has the name and holds no run is not meant. */
export function runDirectory(name: string, runsDir: string): string {
  const isName = basename(name) === name && !existsSync(join(name, 'recipe.json'));
  return isName ? join(runsDir, name) : name;
}

export function positiveNumber(text: string): number {
  const value = Number(text);
  if (!(value > 0 && Number.isFinite(value))) throw new InvalidArgumentError('Give a number above 0.');
  return value;
}

/** `2/4`: the second of four. */
export function shardOf(text: string): { index: number; of: number } {
  const [, index = 0, of = 0] = (/^(\d+)\/(\d+)$/.exec(text) ?? []).map(Number);
  if (index < 1 || index > of) throw new InvalidArgumentError('Give i/n with i from 1 to n, e.g. 1/4.');
  return { index, of };
}

/** A single folder name, so that what has it stays below the folder that `flag` names. */
function folderName(text: string, flag: string): string {
  if (RUN_NAME.test(text)) return text;
  throw new InvalidArgumentError(`Give ${RUN_NAME_RULE}; the folder is made below ${flag}.`);
}

export const runName = (text: string): string => folderName(text, '--runs-dir');

export const batchName = (text: string): string => folderName(text, '--checks-dir');

export function portNumber(text: string): number {
  const port = wholeNumber(text);
  if (port > 65_535) throw new InvalidArgumentError('Give a port from 0 to 65535.');
  return port;
}

/** As browsers send it, or `*`: any other text would never be met. */
export function webOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  // Those of browser extensions are no origins to `URL`.
  const origin = url !== null && url.host !== '' ? `${url.protocol}//${url.host}` : null;
  if (text === '*' || text === origin) return text;
  const meant = origin === null ? ' like https://example.com, or *.' : `: did you mean ${origin}?`;
  throw new InvalidArgumentError(`Give a web origin${meant}`);
}

export function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('Give a whole number.');
  const value = Number(text);
  if (!Number.isSafeInteger(value))
    throw new InvalidArgumentError(`Give a whole number up to ${Number.MAX_SAFE_INTEGER}.`);
  return value;
}

export function positiveWholeNumber(text: string): number {
  const value = wholeNumber(text);
  if (value === 0) throw new InvalidArgumentError('Give a whole number above 0.');
  return value;
}

/** Who did something, for the audit log: nobody is no name. */
export function personName(text: string): string {
  const name = text.trim();
  if (name === '') throw new InvalidArgumentError('Give a name.');
  return name;
}

/** A temperature. */
export function nonNegativeNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && Number.isFinite(value)))
    throw new InvalidArgumentError('Give a number from 0.');
  return value;
}

/** A rate or a share, below 1. */
export function fraction(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value < 1))
    throw new InvalidArgumentError('Give a fraction from 0, below 1, e.g. 0.02 for 2 %.');
  return value;
}

/** A share of which something must be left: `--top-p`. */
export function shareAboveZero(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 1)) throw new InvalidArgumentError('Give a number above 0, at most 1.');
  return value;
}
