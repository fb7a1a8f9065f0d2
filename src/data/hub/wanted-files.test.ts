import { describe, expect, it } from 'vitest';

import type { RemoteFile } from '../../hub/remote-file.ts';
import type { PulledFile } from '../sources/source.ts';
import { wantedFiles } from './wanted-files.ts';

const remote = (path: string): RemoteFile => {
  return { path, size: 1, checksum: { kind: 'git-sha1', value: path }, url: '', headers: {} };
};
const paths = ['data/dev/银行.csv', 'data/dev/a+b.csv', 'data/test/a+b.csv', 'data/dev/deep/c.csv', 'a.csv'];

function places(...files: PulledFile[]): [string, string][] {
  const home = { at: 'github', repo: 'maker/set', revision: 'main', files } as const;
  const wanted = wantedFiles(home, { commit: 'c', files: paths.map(remote) });
  return wanted.map(({ remote, name }) => [remote.path, name]);
}

describe('wantedFiles', () => {
  it('takes a star for any part of one name, and every other character as itself', () => {
    expect(places({ path: 'data/dev/*.csv', to: 'dev/' })).toEqual([
      ['data/dev/银行.csv', 'dev/银行.csv'],
      ['data/dev/a+b.csv', 'dev/a+b.csv'],
    ]);
    expect(places({ path: '*t*/test/*', to: './' }, { path: 'a.csv', to: 'one.csv' })).toEqual([
      ['data/test/a+b.csv', 'a+b.csv'],
      ['a.csv', 'one.csv'],
    ]);
  });

  it('refuses two files at one place, and a path that fits nothing', () => {
    expect(() => places({ path: 'data/*/a+b.csv', to: './' })).toThrow(
      'maker/set: data/dev/a+b.csv and data/test/a+b.csv both go to a+b.csv',
    );
    expect(() => places({ path: 'a_csv', to: './' })).toThrow('maker/set at c holds no a_csv');
    expect(() => places({ path: 'data/*.csv', to: './' })).toThrow('holds no data/*.csv');
  });
});
