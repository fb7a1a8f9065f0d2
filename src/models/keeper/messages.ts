/** What the pool and its keeper say to each other. */

export interface KeptRequest {
  url: string;
  method: string;
  headers: Record<string, string>;
  body: string | undefined;
  /** Counts from when it is sent; also after the pool has died. */
  timeoutMs: number | null;
}

export interface KeptResponse {
  status: number;
  statusText: string;
  headers: [string, string][];
  body: string;
}

export type ToKeeper =
  | { kind: 'send'; id: number; key: string; request: KeptRequest }
  /** The answer is not wanted any more. */
  | { kind: 'abort'; id: number }
  /** The pool has done with the answer: it is in the cache, or of no use. */
  | { kind: 'settled'; id: number };

export type FromKeeper =
  | { kind: 'response'; id: number; response: KeptResponse }
  | { kind: 'failure'; id: number; message: string; sent: boolean; timedOut: boolean };
