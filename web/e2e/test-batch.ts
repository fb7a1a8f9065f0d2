/** A batch as `fin-r1 check --name` makes one, for tests. */

import {
  BatchFolder,
  loadRulebooks,
  openChecker,
  Queue,
  queuePlace,
  runBatch,
  writeReports,
} from '../../src/apps/compliance/index.ts';
import type { TextToCheck } from '../../src/apps/compliance/index.ts';

export async function testBatch(directory: string, texts: readonly TextToCheck[]): Promise<void> {
  const rulebooks = loadRulebooks();
  const date = '2026-11-28';
  const checker = openChecker({ rulebooks, date });
  const who = { name: 'test', key: null };
  const by = {
    rulebooks: rulebooks.map(({ name, version }) => ({ name, version })),
    ...{ model: null, date, anyLanguage: false },
  };
  const batch = await BatchFolder.open(directory, { by, texts: texts.length, notes: [], who });
  const check = (text: TextToCheck) => checker.check(text);
  const { rows } = await runBatch(batch, texts, check, { who, concurrency: 4, keepTexts: true });
  batch.end();
  await batch.close();
  writeReports(directory, rows, new Queue(queuePlace(directory)));
}

/** One in three promises, in one language or the other; the rest keeps the rules. */
export function testMessages(count: number): TextToCheck[] {
  const kinds = [
    'Our fund guarantees a return of 9 % every year.',
    'Lunch is at noon.',
    '本产品保本保息，稳赚不赔。',
    'We cannot guarantee any return; you may lose money.',
  ];
  return Array.from({ length: count }, (_, i) => ({
    ...{ id: `mails.csv#${i + 1}`, text: `${kinds[i % kinds.length]} (${i + 1})` },
    sender: `desk-${i % 3}@example.org`,
  }));
}
