/** Ctrl-C twice while the engine is in the middle of a step. */

import { rm } from 'node:fs/promises';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { InterruptedError } from '../core/errors.ts';
import { tinyModel } from '../engine/test-model.ts';
import { interruptible } from './interrupt.ts';

let made: Awaited<ReturnType<typeof tinyModel>>;
beforeAll(async () => void (made = await tinyModel()));
afterAll(() => rm(made.directory, { recursive: true }));

it.each(['SIGINT', 'SIGTERM'] as const)(
  'the second %s ends at once, by the signal',
  { timeout: 60_000 },
  async (signal) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'test-unending.ts'), made.folder]);
    let said = '';
    child.stderr.on('data', (part) => {
      const [before, now] = [said, said + String(part)];
      said = now;
      const isNew = (text: string): boolean => now.includes(text) && !before.includes(text);
      if (isNew('generating') || isNew('Stopping at the next step')) child.kill(signal);
    });
    expect(await once(child, 'close')).toEqual([null, signal]);
    expect(said).toBe('generating\n\nStopping at the next step; Ctrl-C again ends at once.\n');
  },
);

it('what is waited for ends as interrupted', async () => {
  const work = interruptible(async (signal) => {
    const stop = process.listeners('SIGTERM').at(-1);
    setImmediate(() => stop?.('SIGTERM'));
    await once(signal, 'abort');
    signal.throwIfAborted();
  });
  await expect(work).rejects.toThrow(InterruptedError);
});
