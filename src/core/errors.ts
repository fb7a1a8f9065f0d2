/**
 * The error hierarchy of fin-r1.
 *
 * Every failure that a user can meet is a `FinR1Error`: what happened, where, with which value, and what to do next.
 * A failure never becomes a number; see `outcome.ts` for the verdicts that scoring may give.
 */

const MARKER = Symbol.for('fin-r1.error');

export interface FinR1ErrorOptions {
  /** What the user can do about it, one sentence. */
  hint?: string;
  cause?: unknown;
}

/** Base of all errors of fin-r1. `code` is stable across releases; `exitCode` is what the command line ends with. */
export class FinR1Error extends Error {
  readonly [MARKER] = true;
  readonly code: string;
  readonly exitCode: number;
  readonly hint: string | undefined;

  constructor(code: string, message: string, options: FinR1ErrorOptions & { exitCode?: number } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.code = code;
    this.exitCode = options.exitCode ?? 1;
    this.hint = options.hint;
  }

  /** True for any `FinR1Error`, also one of another copy of this package. */
  static isInstance(error: unknown): error is FinR1Error {
    return typeof error === 'object' && error !== null && MARKER in error;
  }
}

/** The user's input cannot be used (missing file, unknown key, broken checkpoint). The command line ends with 2. */
export class InputError extends FinR1Error {
  constructor(message: string, options: FinR1ErrorOptions & { code?: string } = {}) {
    super(options.code ?? 'input', message, { ...options, exitCode: 2 });
  }
}

/** A graph was built from tensors whose shapes or types do not fit. Names the operator and the shapes. */
export class ShapeError extends FinR1Error {
  constructor(message: string, options: FinR1ErrorOptions = {}) {
    super('shape', message, options);
  }
}

/** Training cannot go on (NaN or exploding loss). The last good checkpoint is kept. The command line ends with 3. */
export class DivergedError extends FinR1Error {
  constructor(message: string, options: FinR1ErrorOptions = {}) {
    super('diverged', message, { ...options, exitCode: 3 });
  }
}

/** The run was asked to stop (Ctrl-C). It can be resumed. */
export class InterruptedError extends FinR1Error {
  constructor(message: string, options: FinR1ErrorOptions = {}) {
    super('interrupted', message, { ...options, exitCode: 130 });
  }
}

export interface RequestErrorOptions extends FinR1ErrorOptions {
  /** HTTP status of the last answer; undefined where there was none. */
  status?: number;
  /** Whether the same request may succeed later. */
  retryable: boolean;
  /** Whether every other request would fail alike (wrong key, no such model, no credit). */
  stopsRun?: boolean;
}

/**
 * A model behind HTTP gave no answer, retries included. With `stopsRun` the run cannot go on (the command line ends with
 * 2); otherwise only this request is lost, and the caller counts it.
 */
export class RequestError extends FinR1Error {
  readonly status: number | undefined;
  readonly retryable: boolean;
  readonly stopsRun: boolean;

  constructor(message: string, options: RequestErrorOptions) {
    super('request', message, { ...options, exitCode: options.stopsRun ? 2 : 1 });
    this.status = options.status;
    this.retryable = options.retryable;
    this.stopsRun = options.stopsRun ?? false;
  }
}

/** The money set aside for the run is spent. All answers so far are kept. The command line ends with 4. */
export class BudgetError extends FinR1Error {
  constructor(message: string, options: FinR1ErrorOptions = {}) {
    super('budget', message, { ...options, exitCode: 4 });
  }
}
