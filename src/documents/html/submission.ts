/** A full submission to the SEC wraps a filing, its exhibits, pictures and data in one text; the filing comes first. */

const WRAPPED = /^\s*(?:-----BEGIN PRIVACY|<SEC-DOCUMENT>|<DOCUMENT>)/;

/** The filing of a submission; any other text as it is. */
export function mainDocument(text: string): { text: string; note: string | null } {
  const begin = WRAPPED.test(text) ? text.indexOf('<TEXT>') : -1;
  if (begin === -1) return { text, note: null };
  const end = text.indexOf('</TEXT>', begin);
  const type = /<TYPE>([^\r\n<]{1,40})/.exec(text.slice(0, begin))?.[1]?.trim() ?? 'the filing';
  const count = text.split('<DOCUMENT>').length - 1;
  const note =
    count > 1 ? `The submission holds ${count} documents; only the first (${type}) was read.` : null;
  return { text: text.slice(begin + '<TEXT>'.length, end === -1 ? undefined : end), note };
}
