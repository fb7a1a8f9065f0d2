/** What a server needs to check texts and to show what was found. */

import type { CheckText, TextToCheck } from '../../apps/compliance/index.ts';
import type { TextModel } from '../../models/index.ts';

export interface ComplianceOptions {
  /** The folder of batches that the queue shows; null: there is no queue, since who may ask for a check need not read what others wrote. */
  checksDir: string | null;
  /** The log of what this server checks. */
  auditPath: string;
  /** Texts and quotes stand in that log too, so that officers can read them. */
  keepTexts: boolean;
  /** As /api/compliance/rules tells them. */
  rulebooks: readonly object[];
  /**
   * A check by these rulebooks; null: those of each text's language.
   * @throws InputError (`not-found`) for a name that is none.
   */
  checker: (rules: readonly string[] | null, model: TextModel | null) => CheckText;
  /** The texts of a file; `notes`: what was not read. @throws InputError where it cannot be read. */
  readFile: (
    name: string,
    bytes: Uint8Array,
    signal: AbortSignal,
  ) => Promise<{ texts: TextToCheck[]; notes: string[] }>;
}
