/** Which refusals may have been billed all the same. */

/** The server that was asked gave up waiting for the one that did the work. */
const GATEWAY_TIMEOUTS = new Set([504, 524]);

/** Whether a response with this status that holds no answer may have been billed. */
export function mayBeBilled(status: number): boolean {
  return (status >= 200 && status < 300) || GATEWAY_TIMEOUTS.has(status);
}
