/** When each session was last heard of. The clock begins anew with the server, which may have been away for long. */

export class SessionClock {
  readonly #seen = new Map<string, number>();

  constructor(open: readonly string[]) {
    for (const id of open) this.heard(id);
  }

  isOpen(id: string): boolean {
    return this.#seen.has(id);
  }

  get count(): number {
    return this.#seen.size;
  }

  heard(id: string): void {
    this.#seen.set(id, performance.now());
  }

  /** By the id of a model or a sampling session, which begins with that of its session. */
  heardOf(id: string): void {
    const session = id.split(':')[0] ?? '';
    if (this.isOpen(session)) this.heard(session);
  }

  /** Those not heard of for `ms`. */
  silent(ms: number): string[] {
    const before = performance.now() - ms;
    return [...this.#seen].flatMap(([id, at]) => (at < before ? [id] : []));
  }

  end(id: string): void {
    this.#seen.delete(id);
  }
}
