/** Lint: the type-aware rules that a mistake would cost most without, and the layering of the rooms. */

import js from '@eslint/js';
import tseslint from 'typescript-eslint';
import { layeringRule } from './scripts/layering-rule.ts';

// A handler that rethrows what it did not expect has looked at the failure; the others may not return a literal.
const failureAsValue =
  'A failure must not become a value: rethrow it, or return a typed outcome that says why.';
const literal = 'Literal[raw=/^([0-9.]|true$|false$|null$)/]';
const browserGlobals = [
  ...['document', 'window', 'self', 'parent', 'top', 'location', 'history', 'navigator', 'origin'],
  ...['name', 'event', 'status', 'length', 'closed', 'print', 'open', 'close', 'stop', 'find', 'focus'],
];
const number = 'Identifier[name=/^(NaN|Infinity)$/]';

export default tseslint.config(
  { ignores: ['node_modules/', 'dist/', 'runs/', '.venv/', '.venv-tinker-*/', 'coverage/'] },
  js.configs.recommended,
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: {
      globals: {
        console: 'readonly',
        process: 'readonly',
        TextEncoder: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
      },
    },
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommended],
    languageOptions: {
      parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname },
    },
    plugins: { 'fin-r1': { rules: { layering: layeringRule } } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'fin-r1/layering': 'error',
      'max-lines': ['error', 500],
      // The browser's globals are declared for the page of the report; elsewhere they are typing errors.
      'no-restricted-globals': ['error', ...browserGlobals],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-restricted-syntax': [
        'error',
        ...[
          `CatchClause:not(:has(ThrowStatement)) ReturnStatement > ${literal}`,
          `CatchClause:not(:has(ThrowStatement)) ReturnStatement > ${number}`,
          `CatchClause:not(:has(ThrowStatement)) ReturnStatement > UnaryExpression > ${literal}`,
          `CallExpression[callee.property.name="catch"] > ArrowFunctionExpression > ${literal}`,
        ].map((selector) => ({ selector, message: failureAsValue })),
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: false },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['web/**/*.{ts,tsx}'],
    ignores: ['web/e2e/**', 'web/**/*.test.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['**/src/**'],
              allowTypeImports: true,
              message: 'The page takes types from src/; what it computes there, it asks the server for.',
            },
          ],
        },
      ],
    },
  },
  {
    files: [
      'src/evaluate/report/explorer/page/*.ts',
      'src/apps/compliance/batch/report/page-script.ts',
      'web/**/*.{ts,tsx}',
    ],
    rules: { 'no-restricted-globals': 'off' },
  },
);
