/**
 * `strip`, `lstrip`, `rstrip` and the filter `trim` of chat templates, as Python has them. `@huggingface/jinja` ignores the
 * characters that are to be stripped, which Qwen3's template names, and takes JavaScript's white space, to which a byte order
 * mark belongs and U+0085 does not. So a parsed template is changed to call a function of ours instead.
 */

interface Node {
  type: string;
  [field: string]: unknown;
}

/** No template can have a variable of this name. */
const NAME = 'strip as Python does';
const sides: Readonly<Record<string, string>> = {
  strip: 'both',
  trim: 'both',
  lstrip: 'left',
  rstrip: 'right',
};

/** Python's `str.isspace`. */
const whiteSpace = new Set(
  '\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000',
);

function strip(side: string, text: unknown, characters: unknown): string {
  if (typeof text !== 'string') throw new Error('what is to be stripped is no text');
  const set = typeof characters === 'string' ? new Set(characters) : whiteSpace;
  const all = Array.from(text);
  let [from, to] = [0, all.length];
  if (side !== 'right') while (from < to && set.has(all[from] as string)) from += 1;
  if (side !== 'left') while (to > from && set.has(all[to - 1] as string)) to -= 1;
  return all.slice(from, to).join('');
}

/** What a changed template needs among its variables. */
export const pythonStrip = { [NAME]: strip };

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

/** The side and the arguments when `node` is one of these calls. */
function stripCall(node: Node): { side: string; args: unknown[] } | null {
  const { callee, args, operand, filter } = node;
  if (node.type === 'CallExpression' && isNode(callee) && callee.type === 'MemberExpression') {
    const name = isNode(callee['property']) ? callee['property']['value'] : undefined;
    const side = callee['computed'] === true || name === 'trim' ? undefined : sides[String(name)];
    return side === undefined ? null : { side, args: [callee['object'], ...(args as unknown[])] };
  }
  if (node.type !== 'FilterExpression' || !isNode(filter)) return null;
  const isCall = filter.type === 'CallExpression';
  const name = isCall ? (filter['callee'] as Node)['value'] : filter['value'];
  if (name !== 'trim') return null;
  return { side: 'both', args: [operand, ...(isCall ? (filter['args'] as unknown[]) : [])] };
}

/** Changes a parsed template in place. */
export function stripAsPython(part: unknown): void {
  if (part instanceof Map) for (const entry of part) stripAsPython(entry);
  else if (Array.isArray(part)) part.forEach(stripAsPython);
  else if (isNode(part)) {
    const call = stripCall(part);
    if (call !== null) {
      const args = [{ type: 'StringLiteral', value: call.side }, ...call.args];
      Object.assign(part, { type: 'CallExpression', callee: { type: 'Identifier', value: NAME }, args });
    }
    Object.values(part).forEach(stripAsPython);
  }
}
