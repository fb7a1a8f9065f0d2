/** A block's value from its packed text. Runs in the page. */

export async function decodeBlock(packed: string): Promise<unknown> {
  const characters = atob(packed);
  const bytes = new Uint8Array(characters.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = characters.charCodeAt(at);
  const gunzip = new DecompressionStream('gzip');
  const writer = gunzip.writable.getWriter();
  const [value] = await Promise.all([
    new Response(gunzip.readable).json() as Promise<unknown>,
    writer.write(bytes),
    writer.close(),
  ]);
  return value;
}
