import { describe, expect, it } from 'vitest';

import { parseBatchPlace, formatBatchPlace } from './batch-header.ts';
import { errorText } from './error-body.ts';
import { formatTinkerPath, parseTinkerPath } from './tinker-path.ts';

describe('tinker paths', () => {
  it.each([
    ['tinker://s:train:0/weights/000020', { run: 's:train:0', kind: 'weights', name: '000020' }],
    ['tinker://m/sampler_weights/final', { run: 'm', kind: 'sampler_weights', name: 'final' }],
    ['tinker://model_1/final', { run: 'model_1', kind: undefined, name: 'final' }],
  ])('%s', (path, parts) => {
    expect(parseTinkerPath(path)).toEqual(parts);
    expect(formatTinkerPath(parseTinkerPath(path))).toBe(path);
  });

  it.each([
    'runs/x/weights/y',
    'tinker://',
    'tinker://m',
    'tinker://m/weights/',
    'tinker://m/other/x',
    'tinker://m/weights/a/b',
    'tinker://m/weights/..',
    'tinker://m/..',
    'tinker:///weights/x',
    'tinker://m/weights/a\\b',
  ])('refuses %s', (path) => {
    expect(() => parseTinkerPath(path)).toThrow('is no path of saved weights');
  });
});

describe('the header of a batch', () => {
  it('is read as it was written', () => {
    const place = { id: '7f-1', index: 2, size: 3 };
    expect(parseBatchPlace(formatBatchPlace(place))).toEqual(place);
  });

  it.each(['', 'a/3/3', 'a/1', 'a b/0/1', 'a/-1/2'])('refuses %j', (header) => {
    expect(() => parseBatchPlace(header)).toThrow('the header x-fin-r1-batch is');
  });
});

describe("a server's words", () => {
  it.each([
    ['{"detail":"no such model"}', 'no such model'],
    ['{"detail":[{"loc":["body","seq_id"],"msg":"too small"}]}', 'body.seq_id: too small'],
    ['{"error":"bad","category":"user"}', 'bad'],
    ['{"error":{"message":"bad"}}', 'bad'],
    ['{"message":"over there"}', 'over there'],
    ['Bad Gateway', 'Bad Gateway'],
    [' ', undefined],
  ])('%s', (text, said) => {
    expect(errorText(text)).toBe(said);
  });
});
