/** The last row of `metrics.jsonl`, from the file's end: what a list of many runs needs of it. */

import { open } from 'node:fs/promises';
import { z } from 'zod';
import { readRow } from '../lines/read-row.ts';

const lastSchema = z.looseObject({ stage: z.string(), step: z.number() });

/** A row is some hundred bytes. */
const TAIL = 1 << 16;

/** Null where no complete line can be read as a row. */
export async function lastMetric(path: string): Promise<{ stage: string; step: number } | null> {
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    const tail = Buffer.alloc(Math.min(TAIL, size));
    const { bytesRead } = await handle.read(tail, 0, tail.length, size - tail.length);
    const text = tail.subarray(0, bytesRead).toString('utf8');
    const lines = text.slice(0, text.lastIndexOf('\n') + 1).split('\n');
    for (const line of lines.toReversed()) {
      const read = readRow(Buffer.from(line), lastSchema);
      if ('row' in read) return { stage: read.row.stage, step: read.row.step };
    }
    return null;
  } finally {
    await handle.close();
  }
}
