/** Kinds of files that nothing here reads, by their first bytes, and what to do with them. */

export interface UnreadKind {
  /** `is an image (PNG), which is not read.` */
  what: string;
  hint: string;
}

const IMAGE = 'Give the text of it; images are not read.';
const kinds: readonly { begin: string; what: string; hint: string }[] = [
  { begin: '\x89PNG', what: 'an image (PNG)', hint: IMAGE },
  { begin: '\xFF\xD8\xFF', what: 'an image (JPEG)', hint: IMAGE },
  { begin: 'GIF8', what: 'an image (GIF)', hint: IMAGE },
  { begin: 'II*\0', what: 'an image (TIFF)', hint: IMAGE },
  { begin: 'MM\0*', what: 'an image (TIFF)', hint: IMAGE },
  { begin: '{\\rtf', what: 'a rich text file (RTF)', hint: 'Save it as PDF or plain text.' },
  { begin: '\x1F\x8B', what: 'an archive (gzip)', hint: 'Unpack it, and give the file that is in it.' },
  { begin: '7z\xBC\xAF', what: 'an archive (7z)', hint: 'Unpack it, and give the files that are in it.' },
  { begin: 'Rar!', what: 'an archive (RAR)', hint: 'Unpack it, and give the files that are in it.' },
  { begin: 'PAR1', what: 'a Parquet file', hint: 'Write its rows as CSV.' },
];
const LONGEST_BEGIN = 8;
/** Of Office before 2007, of Outlook, and of newer files that a password locks. */
const CONTAINER = '\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1';

/** @param bytes the file, or enough of its beginning. Null for a kind that may be read. */
export function unreadKindOf(bytes: Uint8Array): UnreadKind | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const begin = buffer.toString('latin1', 0, LONGEST_BEGIN);
  if (begin === CONTAINER) return oldOffice(buffer);
  const kind = kinds.find((one) => begin.startsWith(one.begin));
  return kind === undefined ? null : { what: `is ${kind.what}, which is not read.`, hint: kind.hint };
}

function oldOffice(buffer: Buffer): UnreadKind {
  const holds = (stream: string): boolean => buffer.includes(Buffer.from(stream, 'utf16le'));
  if (holds('EncryptedPackage'))
    return { what: 'is locked by a password.', hint: 'Save it without a password, and give that file.' };
  if (holds('Workbook') || holds('Book'))
    return { what: 'is an old Excel file (XLS), which is not read.', hint: 'Save it as .xlsx or .csv.' };
  if (holds('WordDocument'))
    return { what: 'is an old Word file (DOC), which is not read.', hint: 'Save it as PDF.' };
  return {
    what: 'is an old Office or Outlook file, which is not read.',
    hint: 'Save it as PDF; a mail as .eml.',
  };
}
