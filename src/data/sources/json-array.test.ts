import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

import { InputError } from '../../core/errors.ts';
import { Intake } from '../intake.ts';
import { readJsonArray } from './json-array.ts';
import { makeDataDir, type TestDataDir } from './test-data-dir.ts';

let dir: TestDataDir;
beforeAll(async () => {
  dir = await makeDataDir();
});
afterAll(() => dir.remove());

async function read(content: string): Promise<{ line: number; value: unknown }[]> {
  await dir.put('a.json', content);
  const records = [];
  const file = { path: `${dir.path}/a.json`, name: 'a.json' };
  for await (const record of readJsonArray(file, z.unknown(), 'test', new Intake())) records.push(record);
  return records;
}

describe('readJsonArray', () => {
  it('gives each record with its line, whatever stands in strings', async () => {
    const first = { text: 'a ] } { [ " \\ \n b', nested: [[1], { x: '}' }] };
    const records = await read(`\uFEFF [\n${JSON.stringify(first)},\n\n{"b": 2}\n]\n`);
    expect(records).toEqual([
      { line: 2, index: 0, value: first },
      { line: 4, index: 1, value: { b: 2 } },
    ]);
    expect(await read('[]')).toEqual([]);
  });

  it('gives values of every kind', async () => {
    const values = ['a, ] "b', -1.5e3, true, [], [[1]], {}, ''];
    expect((await read(JSON.stringify(values))).map((record) => record.value)).toEqual(values);
    expect((await read('[1\n, "a"\n]')).map((record) => record.line)).toEqual([1, 2]);
  });

  it('reads records longer than a chunk', async () => {
    const long = Array.from({ length: 3 }, (_, i) => ({ i, text: `${i}"\\é`.repeat(60_000) }));
    const records = await read(JSON.stringify(long));
    expect(records.map((record) => record.value)).toEqual(long);
  });

  it.each([
    ['{"a": 1}', /a\.json is not a JSON array of objects: found "\{" at line 1/],
    ['', /ends before its first record, before the array is closed/],
    ['[{"a": 1}] x', /found "x" at line 1/],
    ['[{"a": 1}, oops]', /record 1 \(line 1\) is not valid JSON/],
    ['[{"a": 1}}', /found "\}" at line 1/],
    ['\u00e9', /found byte 0xc3 at line 1/],
    ['[1, "a', /ends inside record 1, begun at line 1/],
    ['[{"a": 1},\n{"b": ', /ends inside record 1, begun at line 2/],
    ['[{"a": 1}', /ends after record 0/],
    ['[\n{"a": tru}]', /record 0 \(line 2\) is not valid JSON/],
  ])('says what is wrong with %j', async (content, message) => {
    const failure = read(content);
    await expect(failure).rejects.toThrow(message);
    await expect(failure).rejects.toBeInstanceOf(InputError);
  });
});
