/**
 * 10,000 messages by the starter rulebooks, without a model: the check alone, and the whole batch with results, audit log and reports. The
 * limit is what reading and hashing the same messages takes.
 */

import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BatchFolder,
  KnownTexts,
  loadRulebooks,
  openChecker,
  Queue,
  queuePlace,
  runBatch,
  writeReports,
} from '../src/apps/compliance/index.ts';
import { Random } from '../src/core/random.ts';
import { complianceMessages } from './compliance-messages.ts';
import { print, timeOf } from './measure.ts';

const bench = 'compliance';
const MESSAGES = 10_000;
const WARM_UP = 300;
const TARGET_SECONDS = 60;
/** As `fin-r1 check --name` without a model. */
const AT_ONCE = 256;

export async function benchCompliance(json: boolean): Promise<void> {
  const texts = complianceMessages(MESSAGES, Random.derive(1, bench));
  const rulebooks = loadRulebooks();
  const date = '2026-11-28';
  const known = new KnownTexts(rulebooks);
  const checker = openChecker({ rulebooks, known, date });
  for (const text of texts.slice(0, WARM_UP)) await checker.check(text);
  const folder = await mkdtemp(join(tmpdir(), 'fin-r1-bench-'));
  try {
    const file = join(folder, 'messages.jsonl');
    await writeFile(file, texts.map((text) => JSON.stringify(text)).join('\n'));
    const limit = await timeOf(async () => {
      for (const line of (await readFile(file, 'utf8')).split('\n')) {
        createHash('sha256')
          .update((JSON.parse(line) as { text: string }).text)
          .digest('hex');
      }
    });
    const rules = rulebooks.reduce((sum, book) => sum + book.rules.length, 0);
    const name = `${MESSAGES.toLocaleString('en')} messages, ${rules} rules`;
    const told = (what: string, ms: number): void => {
      print(
        {
          bench,
          case: `${name}: ${what}`,
          value: ms / 1000,
          unit: 's',
          against: `${TARGET_SECONDS} s`,
          ratio: TARGET_SECONDS / (ms / 1000),
        },
        json,
      );
      print({ bench, case: `${name}: ${what}`, value: MESSAGES / (ms / 1000), unit: 'texts/s' }, json);
      const times = `${name}: ${what}, in times of reading and hashing them`;
      print({ bench, case: times, value: ms / limit, unit: '×' }, json);
    };
    told(
      'check',
      await timeOf(async () => {
        for (const text of texts) await checker.check(text);
      }),
    );

    const who = { name: 'bench', key: null };
    const by = {
      rulebooks: [...rulebooks, known.origin].map(({ name: of, version }) => ({ name: of, version })),
      ...{ model: null, date, anyLanguage: false },
    };
    const batch = await BatchFolder.open(join(folder, 'batch'), { by, texts: texts.length, who, notes: [] });
    let found = 0;
    told(
      'batch with audit log and reports',
      await timeOf(async () => {
        const check = checker.check.bind(checker);
        const { rows } = await runBatch(batch, texts, check, {
          who,
          concurrency: AT_ONCE,
          onProgress: (_, __, n) => (found = n),
        });
        batch.end();
        await batch.close();
        writeReports(batch.directory, rows, new Queue(queuePlace(batch.directory)));
      }),
    );
    print({ bench, case: `${name}: texts with findings`, value: found, unit: 'texts' }, json);
  } finally {
    await rm(folder, { recursive: true });
  }
}
