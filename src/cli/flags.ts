/** Flags that several commands share, and how their values are read. */

import { InvalidArgumentError, Option } from 'commander';

export const dataDirFlag = (): Option =>
  new Option(
    '--data-dir <dir>',
    'directory of the real data sets (holds finqa/, convfinqa/, tfns/); none by default',
  );

export const runsDirFlag = (): Option =>
  new Option('--runs-dir <dir>', 'directory of the run folders').default('runs');

export const nameFlag = (): Option =>
  new Option('--name <name>', "name of the run folder (default: the recipe's)");

export const seedFlag = (fallback: string): Option =>
  new Option('--seed <n>', `seed of all randomness (default: ${fallback})`).argParser(wholeNumber);

export const modelFlag = (): Option =>
  new Option(
    '--model <model>',
    'run:NAME@STAGE (STAGE: base, zero, sft, grpo), or a model folder',
  ).makeOptionMandatory();

export const acceptLicenceFlag = (): Option =>
  new Option(
    '--accept-licence <name>',
    'a licence that is not open, which you have read and accept; repeatable',
  )
    .argParser((name: string, before: readonly string[]) => [...before, name])
    .default([], 'none');

export function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('Give a whole number.');
  return Number(text);
}

export function positiveWholeNumber(text: string): number {
  const value = wholeNumber(text);
  if (value === 0) throw new InvalidArgumentError('Give a whole number above 0.');
  return value;
}

/** A temperature. */
export function nonNegativeNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && Number.isFinite(value)))
    throw new InvalidArgumentError('Give a number from 0.');
  return value;
}
