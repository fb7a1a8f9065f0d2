/**
 * GPT-2's mapping between the 256 bytes and printable characters, in which byte-level BPE spells its tokens.
 * Printable Latin-1 characters stand for themselves, the other bytes for U+0100 onwards, in order.
 */

const isPrintable = (byte: number): boolean =>
  (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae;

/** Byte → symbol. */
export const byteSymbols: readonly string[] = (() => {
  let next = 0x100;
  return Array.from({ length: 256 }, (_, byte) => String.fromCharCode(isPrintable(byte) ? byte : next++));
})();

const symbolBytes: ReadonlyMap<string, number> = new Map(byteSymbols.map((symbol, byte) => [symbol, byte]));

/** The UTF-8 bytes of `text`, each as its symbol. */
export function toByteSymbols(text: string): string {
  let out = '';
  for (const byte of Buffer.from(text, 'utf8')) out += byteSymbols[byte];
  return out;
}

/** The bytes that a token's symbols stand for; null when a character is no symbol. */
export function fromByteSymbols(token: string): Uint8Array | null {
  const out = new Uint8Array(token.length);
  for (let i = 0; i < token.length; i++) {
    const byte = symbolBytes.get(token[i] as string);
    if (byte === undefined) return null;
    out[i] = byte;
  }
  return out;
}
