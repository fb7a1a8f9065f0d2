/** How a server is set up. */

import type { ChatModel } from '../models/index.ts';
import type { ComplianceOptions } from './compliance/compliance-options.ts';
import type { StageOptions } from './served-models.ts';

export interface ServeOptions {
  /** By the name that requests give. */
  models: ReadonlyMap<string, ChatModel>;
  /** How the models of runs are opened, which are served too then; null: only `models` are served. */
  stages: StageOptions | null;
  /** File of hashed keys; null: everybody who reaches the server may ask. */
  keysPath: string | null;
  /** Names in the Host header that are answered; null: any. Keeps pages of other names, pointed at this machine, away. */
  hosts: readonly string[] | null;
  /** Origins of web pages that may ask; none by default. */
  origins: readonly string[];
  /** The built web page; null: none is served. */
  pageFolder: string | null;
  /** The folder of runs that /api/runs, /api/datasets and /api/evaluations tell of; null: there are no such addresses. */
  runsDir: string | null;
  /** Left out: nothing is checked, and no queue is shown. */
  compliance?: ComplianceOptions;
  maxBodyBytes: number;
  /** More tokens than this are not written for one request. */
  maxTokens: number;
  /** Requests that are answered or wait at the same time; more are turned away. */
  maxOpen: number;
  /** Gets a line of JSON a request; without prompts and answers unless `logPrompts`. */
  log: (line: Readonly<Record<string, unknown>>) => void;
  logPrompts: boolean;
}
