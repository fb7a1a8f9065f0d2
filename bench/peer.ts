/** Runs a peer written in Python, where `npm run interop` has installed it; absent, its rows are left out. */

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { THREADS } from './bench-model.ts';
import type { Case } from './cases.ts';
import type { Command } from './watch-child.ts';

const root = join(import.meta.dirname, '..');
const python = join(root, '.venv', 'bin', 'python');

/** How the peer is run, or null where Python is not there. */
export function peerCommand(script: string, args: readonly string[]): Command | null {
  if (existsSync(python)) return { file: python, args: [join(root, 'interop', script), ...args] };
  process.stderr.write(
    `(no ${script}: \`npm run interop\` installs PyTorch and transformers, \`npm run interop -- data\` the peers for data)\n`,
  );
  return null;
}

/** The peer's figures by `measure unit`, or null where Python is not there. Throws when the peer fails. */
export function runPeer(script: string, args: readonly string[]): Map<string, number> | null {
  const command = peerCommand(script, args);
  if (command === null) return null;
  const done = spawnSync(command.file, command.args, { encoding: 'utf8', maxBuffer: 1 << 26 });
  if (done.status !== 0) throw new Error(`${script} failed:\n${done.stderr}`);
  return figuresOf(done.stdout);
}

/** What a peer printed, by `measure unit`; other lines, as libraries log them, are passed over. */
export function figuresOf(stdout: string): Map<string, number> {
  const figures = new Map<string, number>();
  for (const line of stdout.split('\n').filter((text) => text.startsWith('{"measure"'))) {
    const { measure, value, unit } = JSON.parse(line) as { measure: string; value: number; unit: string };
    figures.set(`${measure} ${unit}`, value);
  }
  return figures;
}

/** A model and its batch as the peers take them. */
export function peerCase({
  config,
  rows,
  length,
}: Pick<Case, 'config' | 'rows' | 'length'>): Record<string, number> {
  return {
    hidden: config.hiddenSize,
    layers: config.layers,
    heads: config.heads,
    kv_heads: config.kvHeads,
    feed_forward: config.feedForward,
    vocab: config.vocabSize,
    batch: rows,
    length,
    threads: THREADS,
  };
}
