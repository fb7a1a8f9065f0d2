/** Where in a YAML text a value stands, so that a refusal can point at it. */

import { isMap, isNode } from 'yaml';
import type { Document, LineCounter } from 'yaml';

/** The line of a key or value, or of the nearest thing around it that the file holds. */
export function lineOf(document: Document, path: readonly PropertyKey[], lines: LineCounter): number {
  for (let depth = path.length; depth > 0; depth--) {
    const parent = document.getIn(path.slice(0, depth - 1), true);
    const pair = isMap(parent)
      ? parent.items.find(({ key }) => String(key) === String(path[depth - 1]))
      : undefined;
    const node = isNode(pair?.key) ? pair.key : document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
