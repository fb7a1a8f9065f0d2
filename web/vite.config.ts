/** Builds the page into `dist/page`: a few files with hashed names, no request to anywhere else. */

import { join } from 'node:path';
import { defineConfig } from 'vite';
import { gzipped } from './gzipped.ts';

export default defineConfig({
  root: import.meta.dirname,
  // Views have addresses of several parts, so assets are named from the root.
  base: '/',
  publicDir: false,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [gzipped()],
  build: {
    outDir: join(import.meta.dirname, '..', 'dist', 'page'),
    emptyOutDir: true,
    target: 'es2023',
    // A data: address is not of this server, which is all that the page may load from.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
  server: {
    proxy: {
      '/api': 'http://127.0.0.1:8000',
      '/v1': 'http://127.0.0.1:8000',
      '/health': 'http://127.0.0.1:8000',
    },
  },
});
