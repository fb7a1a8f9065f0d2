/** How a server of the Tinker API is set up. */

import type { ServedBase } from './served-bases.ts';

export interface TinkerServeOptions {
  bases: readonly ServedBase[];
  /** Where everything is kept. */
  directory: string;
  /** File of hashed keys; null: none is asked for by it. */
  keysPath: string | null;
  /** One key beside those of the file; null: none. */
  key: string | null;
  /** Names in the Host header that are answered; null: any. */
  hosts: readonly string[] | null;
  maxBodyBytes: number;
  /** A session that was silent for so long ends, and its models are freed. */
  sessionSeconds: number;
  /** Of one operator; absent: one a core. */
  threads?: number;
  log: (line: Readonly<Record<string, unknown>>) => void;
  /** Told when the server cannot go on: its file cannot be written, its engine is gone. */
  fatal: (error: unknown) => void;
  /** Milliseconds that a poll is held. */
  holdMs?: number;
  /** After which a large body of which nothing more comes is given up. */
  stalledMs?: number;
  gapMs?: number;
  snapshotMs?: number;
  sweepMs?: number;
  keptMs?: number;
}
