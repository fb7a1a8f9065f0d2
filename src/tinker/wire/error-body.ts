/** The body of an answer that is an error: `{"detail": …}`, as FastAPI writes it; read in the forms that others use. */

import { z } from 'zod';

/** Never empty: clients take an empty body for a proxy's fault and try again. */
export function errorBody(detail: string): { detail: string } {
  return { detail };
}

const issue = z.object({ loc: z.array(z.union([z.string(), z.number()])).optional(), msg: z.string() });
const body = z.object({
  detail: z.union([z.string(), z.array(issue)]).optional(),
  error: z.union([z.string(), z.object({ message: z.string() })]).optional(),
  message: z.string().optional(),
});

const MOST_CHARACTERS = 1000;

/** The server's words; `undefined` where it said nothing. */
export function errorText(text: string): string | undefined {
  if (/^\s*<(!doctype|html)/i.test(text)) return 'a web page: no Tinker server answers there';
  const said = (fromJson(text) ?? text).trim();
  if (said === '') return undefined;
  return said.length > MOST_CHARACTERS ? `${said.slice(0, MOST_CHARACTERS)}…` : said;
}

function fromJson(text: string): string | undefined {
  const parsed = body.safeParse(jsonOf(text));
  if (!parsed.success) return undefined;
  const { detail, error, message } = parsed.data;
  if (typeof detail === 'string') return detail;
  if (detail !== undefined) return detail.map(({ loc, msg }) => `${loc?.join('.') ?? ''}: ${msg}`).join('; ');
  return typeof error === 'object' ? error.message : (error ?? message);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
