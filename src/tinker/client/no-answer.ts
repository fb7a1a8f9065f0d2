/** Why an HTTP request got no answer, in words, and whether another attempt may help. */

/** A connection that was refused, broke, or stood still. */
export class NoAnswer extends Error {
  /** The server kept the connection, but said nothing for as long as it may. */
  readonly isTimeout: boolean;
  /** Whether a later attempt may be answered. */
  readonly mayPass: boolean;

  constructor(
    what: string,
    { isTimeout = false, mayPass = true, cause }: { isTimeout?: boolean; mayPass?: boolean; cause?: unknown },
  ) {
    super(what, { cause });
    this.isTimeout = isTimeout;
    this.mayPass = mayPass;
  }
}

const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was reset',
  EPIPE: 'the connection was closed',
  UND_ERR_SOCKET: 'the connection was closed',
  UND_ERR_CONNECT_TIMEOUT: 'no connection came about in time',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name of the host cannot be looked up now',
};

/** Of what `fetch` threw: "fetch failed" or "terminated", with what happened in `cause`. */
export function noAnswerOf(error: unknown): NoAnswer {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const what = words[code] ?? (cause instanceof Error ? cause.message : String(cause));
  return new NoAnswer(what, { mayPass: !isLasting(code), cause: error });
}

/** A wrong name or certificate stays wrong; what has no code is no fault of the network. */
function isLasting(code: string): boolean {
  return code === '' || code === 'ENOTFOUND' || code.includes('CERT') || code.startsWith('ERR_');
}
