/** Ids of the messages of one file, none twice. */

export class MessageIds {
  readonly #file: string;
  readonly #seen = new Set<string>();

  constructor(file: string) {
    this.#file = file;
  }

  /** `FILE#ID`; by its number where the message has none of its own, or one that was there before. */
  next(number: number, own?: string): string {
    const named = own === undefined || own.trim() === '' ? String(number) : own.trim().slice(0, 100);
    const id = this.#seen.has(named) ? `${named} (message ${number})` : named;
    this.#seen.add(id);
    return `${this.#file}#${id}`;
  }
}
