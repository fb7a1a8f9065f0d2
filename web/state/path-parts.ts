/** The parts of an address behind its room: `/data/my%20run/rows` → `['my run', 'rows']`. */

export function pathParts(path: string): string[] {
  return path.split('/').slice(2).filter(Boolean).map(decoded);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (error) {
    // A lone % that somebody typed: the part stands for itself.
    if (error instanceof URIError) return part;
    throw error;
  }
}
