/**
 * What the audit log keeps of a check: who asked, what was checked by which rules and model, and what came out. The text and its quotes are
 * left out unless asked for, since nothing is ever removed from a log; the hashes prove which text and which output it was.
 */

import { z } from 'zod';
import { contentHash } from '../../../core/ids.ts';
import { decisions, type CheckedText, type TextToCheck } from '../check/verdict.ts';
import { severities } from '../rules/rule.ts';

export const VERDICT = 'verdict';

/** Who did something: the name they gave, and the name of the API key that proved it; null where there was none. */
export const whoSchema = z.strictObject({ name: z.string(), key: z.string().nullable() });
export type Who = z.infer<typeof whoSchema>;

const versionSchema = z.strictObject({ name: z.string(), version: z.string() });
const spanSchema = z.strictObject({ start: z.int(), end: z.int() });

export const verdictBodySchema = z.strictObject({
  /** `hash`: SHA-256 of the text. */
  input: z.strictObject({ id: z.string(), hash: z.string() }),
  who: whoSchema,
  decision: z.enum(decisions),
  language: z.string(),
  verdicts: z.array(
    z.strictObject({
      rule: z.string(),
      rulebook: z.string(),
      version: z.string(),
      severity: z.enum(severities),
      decision: z.enum(decisions),
      /** `test:ID`, `model:NAME` or `retrieval`. */
      by: z.string(),
      quotes: z.array(spanSchema),
    }),
  ),
  notApplicable: z.int(),
  manipulations: z.array(spanSchema.extend({ kind: z.string() })),
  rulebooks: z.array(versionSchema),
  model: z.string().nullable(),
  promptHash: z.string().nullable(),
  modelFaults: z.int(),
  /** SHA-256 over the canonical JSON of the whole CheckedText. */
  outputHash: z.string(),
  /** Where asked for: the text as it was checked, and the whole CheckedText. */
  text: z.looseObject({ text: z.string() }).optional(),
  output: z.looseObject({ decision: z.enum(decisions) }).optional(),
});
export type VerdictBody = z.infer<typeof verdictBodySchema>;

export function outputHash(checked: CheckedText): string {
  return contentHash(checked, 64);
}

/** @param text Kept in the log too, with all quotes; null: neither. */
export function verdictBody(checked: CheckedText, who: Who, text: TextToCheck | null): VerdictBody {
  const { id, inputHash, language, decision, notApplicable, rulebooks, model, promptHash } = checked;
  return {
    input: { id, hash: inputHash },
    who,
    ...{ decision, language },
    verdicts: checked.verdicts.map(({ rule, decision: of, by, quotes }) => ({
      ...{ rule: rule.id, rulebook: rule.rulebook, version: rule.version, severity: rule.severity },
      ...{ decision: of, by: byText(by), quotes: quotes.map(({ start, end }) => ({ start, end })) },
    })),
    notApplicable,
    manipulations: checked.manipulations.map(({ kind, quote: { start, end } }) => ({ kind, start, end })),
    rulebooks: rulebooks.map(({ name, version }) => ({ name, version })),
    ...{ model, promptHash, modelFaults: checked.modelFaults.length },
    outputHash: outputHash(checked),
    ...(text !== null && { text: { ...text }, output: { ...checked } }),
  };
}

export function byText(by: CheckedText['verdicts'][number]['by']): string {
  if (by.kind === 'test') return `test:${by.test}`;
  return by.kind === 'model' ? `model:${by.model}` : 'retrieval';
}
