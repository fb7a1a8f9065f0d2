/** What earlier runs of a batch have done, held against its audit log. */

import { auditRecords } from '../../../audit/index.ts';
import { InputError } from '../../../core/errors.ts';
import type { TextToCheck } from '../check/verdict.ts';
import { AUDIT, RESULTS, type BatchFolder } from './batch-folder.ts';
import { keyOf, resultRows, type ResultRow } from './results-file.ts';
import { outputHash, VERDICT, verdictBody, verdictBodySchema, type Who } from './verdict-record.ts';

/**
 * The rows by key; one whose record a kill prevented gets it now.
 * @param wanted The texts of this run by key.
 * @throws InputError where a row is of a text that is not wanted any more, or is not what its record says.
 */
export async function earlierRows(
  folder: BatchFolder,
  wanted: ReadonlyMap<string, TextToCheck>,
  { who, keepTexts }: { who: Who; keepTexts: boolean },
): Promise<Map<string, ResultRow>> {
  const recorded = recordedHashes(folder.path(AUDIT));
  const rows = new Map<string, ResultRow>();
  for (const { checked } of resultRows(folder.path(RESULTS))) {
    const key = keyOf(checked.id, checked.inputHash);
    const text = wanted.get(key);
    if (text === undefined) throw otherTexts(folder, checked.id);
    rows.set(key, { text, checked });
    // A text that was checked again has a row and a record each time.
    const hash = recorded.get(key)?.shift();
    if (hash === undefined)
      await folder.audit.append(VERDICT, verdictBody(checked, who, keepTexts ? text : null));
    else if (hash !== outputHash(checked)) throw changedRow(folder, checked.id);
  }
  for (const [key, hashes] of recorded) if (hashes.length > 0) throw changedRow(folder, key.slice(65));
  return rows;
}

function recordedHashes(path: string): Map<string, string[]> {
  const hashes = new Map<string, string[]>();
  for (const { kind, body } of auditRecords(path)) {
    if (kind !== VERDICT) continue;
    const { input, outputHash: hash } = verdictBodySchema.parse(body);
    const key = keyOf(input.id, input.hash);
    hashes.set(key, [...(hashes.get(key) ?? []), hash]);
  }
  return hashes;
}

function otherTexts({ directory }: BatchFolder, id: string): InputError {
  return new InputError(
    `${directory} holds a verdict on ${id}, which is not among the texts now, or is another text`,
    {
      code: 'other-texts',
      hint: 'A batch may get more texts, not others: give --name another name, or the texts that it was started with.',
    },
  );
}

function changedRow({ directory }: BatchFolder, id: string): InputError {
  return new InputError(`${directory}: ${RESULTS} does not say of ${id} what the audit log says`, {
    code: 'changed-results',
    hint: 'Somebody changed the results, or removed some: restore the file, or check under another name.',
  });
}
