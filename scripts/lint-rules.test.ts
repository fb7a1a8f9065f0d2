/** The lint rules that guard the design fire on what they forbid, and only there. */

import { join } from 'node:path';
import { ESLint } from 'eslint';
import { beforeAll, describe, expect, it } from 'vitest';
import { rooms } from './rooms.ts';

const root = join(import.meta.dirname, '..');

/** Lints `text` as if it stood at `path`, with the project's own rules that need no type information. */
async function messages(path: string, text: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath: join(root, path) });
  return (result?.messages ?? []).map((message) => `${message.ruleId ?? 'parse'}: ${message.message}`);
}

let eslint: ESLint;
beforeAll(() => {
  eslint = new ESLint({
    cwd: root,
    // The texts are in no TypeScript project: without types, only the rules that need none are left on.
    overrideConfig: {
      files: ['**/*.ts'],
      languageOptions: { parserOptions: { project: null } },
      rules: Object.fromEntries(typeAware.map((rule) => [`@typescript-eslint/${rule}`, 'off'])),
    },
  });
});
const typeAware = [
  'no-floating-promises',
  'no-misused-promises',
  'await-thenable',
  'switch-exhaustiveness-check',
];

describe('layering', () => {
  it('knows a fixed set of rooms, and no room may import one that imports it', () => {
    expect(Object.keys(rooms)).toContain('verify');
    for (const [from, targets] of Object.entries(rooms)) {
      for (const to of targets) {
        expect(rooms[to], `${from} imports ${to}, which must be a room`).toBeDefined();
        expect(rooms[to], `${from} and ${to} import each other`).not.toContain(from);
      }
    }
  });

  it.each([
    ['import', "import { build } from '../data/build.ts';\nbuild();\n"],
    ['type import', "import type { Teacher } from '../data/teacher.ts';\nexport type T = Teacher;\n"],
    ['re-export', "export { build } from '../data/build.ts';\n"],
    ['export all', "export * from '../data/build.ts';\n"],
    ['dynamic import', "export const build = await import('../data/build.ts');\n"],
  ])('refuses an upward %s', async (_name, text) => {
    expect(await messages('src/verify/example.ts', text)).toEqual([
      'fin-r1/layering: src/verify/ may not import src/data/ (allowed: core). Move the shared part down, or pass it in.',
    ]);
  });

  it('refuses it from a nested folder too', async () => {
    const text = "import { main } from '../../cli/main.ts';\nmain();\n";
    expect(await messages('src/data/finsim/example.ts', text)).toHaveLength(1);
  });

  it('allows downward imports, the own room, packages, and any room in a test', async () => {
    const down =
      "import { a } from '../core/a.ts';\nimport { b } from './b.ts';\nimport { c } from 'zod';\na(b, c);\n";
    expect(await messages('src/verify/example.ts', down)).toEqual([]);
    const up = "import { build } from '../data/build.ts';\nbuild();\n";
    expect(await messages('src/verify/example.test.ts', up)).toEqual([]);
  });

  it('refuses a file in a folder that is no room', async () => {
    expect(await messages('src/helpers/example.ts', 'export const a = 1;\n')).toEqual([
      expect.stringContaining('src/helpers/ is not a room'),
    ]);
  });
});

describe('failures as values', () => {
  const attempt = (handler: string): string =>
    `export function f(): unknown {\n  try {\n    return g();\n  } catch (error) {\n    ${handler}\n  }\n}\ndeclare function g(): unknown;\n`;

  it.each(['return 0;', 'return -1;', 'return null;', 'return false;', 'return NaN;'])(
    'refuses catch { %s }',
    async (handler) => {
      expect(await messages('src/core/example.ts', attempt(`void error;\n    ${handler}`))).toEqual([
        expect.stringContaining('A failure must not become a value'),
      ]);
    },
  );

  it('refuses .catch(() => 0)', async () => {
    const text = 'export const a = Promise.resolve(1).catch(() => 0);\n';
    expect(await messages('src/core/example.ts', text)).toHaveLength(1);
  });

  it('allows it after what was not expected has been thrown on', async () => {
    const handler = 'if (!(error instanceof RangeError)) throw error;\n    return null;';
    expect(await messages('src/core/example.ts', attempt(handler))).toEqual([]);
  });

  it('allows a typed outcome', async () => {
    expect(
      await messages(
        'src/core/example.ts',
        attempt("return { verdict: 'judge-error', reason: String(error) };"),
      ),
    ).toEqual([]);
  });
});

describe('the page', () => {
  it('takes types from the rooms, and no code', async () => {
    const type = "import type { Score } from '../../src/core/results.ts';\nexport type S = Score;\n";
    expect(await messages('web/runs/example.ts', type)).toEqual([]);
    const code = "import { scoreSchema } from '../../src/core/results.ts';\nscoreSchema.parse(1);\n";
    expect(await messages('web/runs/example.ts', code)).toEqual([
      expect.stringContaining('The page takes types from src/'),
    ]);
  });
});
