/**
 * ESLint rule `fin-r1/layering`: a file of `src/<room>/` imports only its own room and the rooms that `rooms.js` allows.
 * Covers `import`, `export … from`, `import()` and type imports. Tests may import any room: they are not shipped.
 */

import { dirname, relative, resolve, sep } from 'node:path';
import { rooms } from './rooms.js';

/** The room of a file below `sourceRoot`; null outside of it. */
function roomOf(sourceRoot, path) {
  const parts = relative(sourceRoot, path).split(sep);
  return parts[0] === '..' || parts.length < 2 ? null : parts[0];
}

export const layeringRule = {
  meta: {
    type: 'problem',
    docs: { description: 'Rooms import only downwards' },
    schema: [],
    messages: {
      unknown:
        'src/{{from}}/ is not a room: add it to scripts/rooms.js and docs/architecture.md, or move the file.',
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
    const check = (source) => {
      if (source?.type !== 'Literal' || typeof source.value !== 'string' || !source.value.startsWith('.'))
        return;
      const to = roomOf(sourceRoot, resolve(dirname(context.filename), source.value));
      if (to === null || to === from || allowed.includes(to)) return;
      const data = { from, to, allowed: allowed.join(', ') || 'nothing' };
      context.report({ node: source, messageId: 'forbidden', data });
    };
    return {
      ImportDeclaration: (node) => check(node.source),
      ExportNamedDeclaration: (node) => check(node.source),
      ExportAllDeclaration: (node) => check(node.source),
      ImportExpression: (node) => check(node.source),
      TSImportType: (node) => check(node.source ?? node.argument?.literal ?? node.argument),
    };
  },
};
