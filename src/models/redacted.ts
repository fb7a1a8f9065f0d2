/** Text of a server without the key it was asked with: servers repeat it in errors, and some in answers. */

export function redacted(text: string, apiKey: string | null): string {
  return apiKey === null ? text : text.replaceAll(apiKey, '[key]');
}

/** The key in a request's headers; null where it bears none. */
export function keyIn(headers: Readonly<Record<string, string>>): string | null {
  return /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1] ?? null;
}
