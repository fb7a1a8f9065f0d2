/** Checks the arrows between the rooms over all of `src/`, without types, and prints what was looked at. */

import { join } from 'node:path';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { layeringRule } from './layering-rule.ts';
import { rooms } from './rooms.ts';

const eslint = new ESLint({
  cwd: join(import.meta.dirname, '..'),
  overrideConfigFile: true,
  allowInlineConfig: false,
  overrideConfig: {
    files: ['**/*.ts'],
    languageOptions: { parser: tseslint.parser },
    plugins: { 'fin-r1': { rules: { layering: layeringRule } } },
    rules: { 'fin-r1/layering': 'error' },
  },
});

const results = await eslint.lintFiles(['src']);
const formatter = await eslint.loadFormatter('stylish');
const report = await formatter.format(results, {});
const forbidden = results.reduce((sum, result) => sum + result.errorCount, 0);
if (report !== '') console.error(report);
console.log(`${results.length} files in ${Object.keys(rooms).length} rooms, ${forbidden} forbidden imports`);
process.exitCode = forbidden === 0 ? 0 : 1;
