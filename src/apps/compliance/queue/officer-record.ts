/** What the audit log keeps of an officer's act: on which verdict, after which record, by whom and why. */

import { z } from 'zod';
import { hashSchema } from '../../../audit/index.ts';
import { whoSchema } from '../batch/verdict-record.ts';

export const OFFICER = 'officer';

export const acts = ['accept', 'overrule', 'assign'] as const;
/** What a finding may be overruled to. */
export const overruledTo = ['compliant', 'not applicable'] as const;

const common = {
  /** The finding: `SEQ:RULE` of its verdict. */
  item: z.string(),
  /** Hash of the verdict's record. */
  verdict: hashSchema,
  /** Hash of the last record about this finding when the officer looked: of the verdict, or of an act. */
  after: hashSchema,
  /** SHA-256 of the text. */
  inputHash: z.string(),
  rule: z.string(),
  who: whoSchema,
};
const reason = z.string().trim().min(1, 'say why').max(10_000);

export const officerBodySchema = z.discriminatedUnion('act', [
  z.strictObject({ ...common, act: z.literal('accept'), reason: reason.optional() }),
  z.strictObject({ ...common, act: z.literal('overrule'), reason, decision: z.enum(overruledTo) }),
  z.strictObject({
    ...{ ...common, act: z.literal('assign'), reason: reason.optional() },
    assignee: z.string().trim().min(1, 'say to whom').max(200),
  }),
]);
export type OfficerBody = z.infer<typeof officerBodySchema>;
