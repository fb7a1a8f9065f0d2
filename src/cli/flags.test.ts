import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseRecipe } from '../recipe/read-recipe.ts';
import {
  personName,
  positiveNumber,
  runDirectory,
  runName,
  shareAboveZero,
  webOrigin,
  wholeNumber,
} from './flags.ts';

it('takes amounts above 0, and says the same of all others', () => {
  expect(positiveNumber('0.5')).toBe(0.5);
  for (const text of ['0', '-1', '', 'many', 'Infinity'])
    expect(() => positiveNumber(text), text).toThrow('Give a number above 0.');
});

it('takes shares up to 1 of which something is left', () => {
  expect([shareAboveZero('0.95'), shareAboveZero('1')]).toEqual([0.95, 1]);
  for (const text of ['0', '2', '-0.1', '', 'NaN'])
    expect(() => shareAboveZero(text), text).toThrow('Give a number above 0, at most 1.');
});

it('takes whole numbers that are kept exactly', () => {
  expect(wholeNumber('9007199254740991')).toBe(Number.MAX_SAFE_INTEGER);
  expect(() => wholeNumber('9007199254740993')).toThrow('Give a whole number up to');
});

it('takes web origins as browsers send them', () => {
  for (const text of ['*', 'https://example.com', 'http://[::1]:8000', 'chrome-extension://abcdef'])
    expect(webOrigin(text)).toBe(text);
  for (const text of ['notaurl', '', 'null', 'example.com', 'localhost:3000', 'file:///a'])
    expect(() => webOrigin(text), text).toThrow('Give a web origin like https://example.com, or *');
  for (const text of ['https://Example.com', 'https://example.com/', 'https://example.com:443/a?b'])
    expect(() => webOrigin(text), text).toThrow('Give a web origin: did you mean https://example.com?');
});

const leaving = ['../x', '..', '.', '/tmp/x', 'a/b', 'a\\b', '', ' ', 'C:x', 'x\n'];

it.each(leaving)('refuses the run name %j, as a flag and in a recipe', (name) => {
  expect(() => runName(name)).toThrow('Give a name of letters, digits');
  const recipe = `name: ${JSON.stringify(name)}\ndata: { sources: [{ source: finsim }] }\n`;
  expect(() => parseRecipe(recipe, 'mine.yaml')).toThrow(
    /^mine.yaml:1: name is .* expected a name of letters/,
  );
});

it('takes the name of somebody, not of nobody', () => {
  expect(personName(' Ann Li ')).toBe('Ann Li');
  for (const text of ['', '  ']) expect(() => personName(text)).toThrow('Give a name.');
});

it('takes a single folder name', () => {
  expect(runName('eval-qwen2.5_7b-1a2b')).toBe('eval-qwen2.5_7b-1a2b');
});

it('finds a run by name below the runs directory, also where a folder here has that name', () => {
  expect(runDirectory('mine', 'runs')).toBe(join('runs', 'mine'));
  // The tests are run where the package is, which has this folder.
  expect(runDirectory('src', 'runs')).toBe(join('runs', 'src'));
  expect(runDirectory(join('elsewhere', 'mine'), 'runs')).toBe(join('elsewhere', 'mine'));
});
