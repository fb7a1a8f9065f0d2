/**
 * ESLint rule `fin-r1/layering`: a file of `src/<room>/` imports only its own room and the rooms that `rooms.ts` allows.
 * Covers `import`, `export … from` and `import()`; `import('…')` in types is refused by `consistent-type-imports`.
 * Tests may import any room: they are not shipped.
 */

import { dirname, relative, resolve, sep } from 'node:path';
import type { Rule } from 'eslint';
import { rooms } from './rooms.ts';

/** The room of a file below `sourceRoot`; null outside of it. Each application is a room: `apps/compliance`. */
function roomOf(sourceRoot: string, path: string): string | null {
  const [first, second, third] = relative(sourceRoot, path).split(sep);
  if (first === undefined || first === '..' || second === undefined) return null;
  return first === 'apps' && third !== undefined ? `${first}/${second}` : first;
}

export const layeringRule: Rule.RuleModule = {
  meta: {
    type: 'problem',
    docs: { description: 'Rooms import only downwards' },
    schema: [],
    messages: {
      unknown:
        'src/{{from}}/ is not a room: add it to scripts/rooms.ts and docs/architecture.md, or move the file.',
      forbidden:
        'src/{{from}}/ may not import src/{{to}}/ (allowed: {{allowed}}). Move the shared part down, or pass it in.',
    },
  },
  create(context) {
    const sourceRoot = resolve(context.cwd, 'src');
    const from = roomOf(sourceRoot, context.filename);
    if (from === null || context.filename.endsWith('.test.ts')) return {};
    const allowed = rooms[from];
    if (allowed === undefined) {
      return { Program: (node) => context.report({ node, messageId: 'unknown', data: { from } }) };
    }
    const check = (node: Rule.Node, path: unknown): void => {
      if (typeof path !== 'string' || !path.startsWith('.')) return;
      const to = roomOf(sourceRoot, resolve(dirname(context.filename), path));
      if (to === null || to === from || allowed.includes(to)) return;
      const data = { from, to, allowed: allowed.join(', ') || 'nothing' };
      context.report({ node, messageId: 'forbidden', data });
    };
    return {
      ImportDeclaration: (node) => check(node, node.source.value),
      ExportNamedDeclaration: (node) => check(node, node.source?.value),
      ExportAllDeclaration: (node) => check(node, node.source.value),
      ImportExpression: (node) => check(node, node.source.type === 'Literal' && node.source.value),
    };
  },
};
