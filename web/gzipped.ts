/** A Vite plugin that lays a `.gz` beside each built file: the server sends those to browsers that take them. */

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const zip = promisify(gzip);

export function gzipped(): Plugin {
  return {
    name: 'gzipped',
    apply: 'build',
    async writeBundle({ dir = '' }, bundle) {
      const paths = Object.keys(bundle).map((name) => join(dir, name));
      await Promise.all(
        paths.map(async (path) => writeFile(`${path}.gz`, await zip(await readFile(path), { level: 9 }))),
      );
    },
  };
}
