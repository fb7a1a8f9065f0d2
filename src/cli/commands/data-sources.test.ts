import { describe, expect, it } from 'vitest';

import type { Source } from '../../data/index.ts';
import { fin } from '../test-command.ts';
import { sourceTable } from './data-sources.ts';

const source: Source = {
  id: 'exams',
  title: 'questions of an exam',
  module: 'professional',
  home: {
    at: 'huggingface',
    repo: 'someone/exams',
    revision: '0123456789abcdef0123456789abcdef01234567',
    files: [],
  },
  licence: 'CC-BY-NC-4.0',
  languages: ['en', 'zh'],
  splits: ['train', 'test'],
  kinds: ['choice'],
  unit: null,
  read: () => {
    throw new Error('not read here');
  },
};

describe('data sources', () => {
  it('shows origin, gate and presence', () => {
    const closed: Source = {
      ...source,
      id: 'closed',
      licence: 'MIT',
      home: { at: 'closed', slot: `put ${'one more file '.repeat(12)}there` },
    };
    const lines = sourceTable([
      { source, present: ['test'], gated: true },
      { source: closed, present: [], gated: false },
    ]).split('\n');
    expect(lines.slice(0, 3)).toEqual([
      'id      module        lang   gold splits  kinds   unit  licence        there',
      'exams   professional  en zh  train test   choice  -     CC-BY-NC-4.0*  test',
      '  questions of an exam; hf.co/datasets/someone/exams@0123456',
    ]);
    expect(lines[3]).toMatch(/^closed .* MIT +-$/);
    expect(lines[4]).toMatch(/^ {2}questions of an exam; never released: put/);
    expect(lines.at(-1)).toMatch(/^\* .*--accept-licence/);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(120);
  });

  it('prints JSON in full, and refuses a directory that is not there', async () => {
    const [json, missing] = await Promise.all([
      fin(['data', 'sources', '--json']),
      fin(['data', 'sources', '--data-dir', 'no/such/place']),
    ]);
    expect(json.code).toBe(0);
    expect(JSON.parse(json.stdout)).toContainEqual(
      expect.objectContaining({ id: 'financeqt', licence: 'unknown', acceptance: true }),
    );
    expect(missing).toMatchObject({ code: 2, stdout: '' });
    expect(missing.stderr).toMatch(/no\/such\/place: there is no such directory/);
  });
});
