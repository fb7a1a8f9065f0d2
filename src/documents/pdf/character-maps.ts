/**
 * What Chinese, Japanese and Korean PDFs take for granted: fonts that are not in the file name a character map that every reader has
 * (`UniGB-UCS2-H`, `GBK-EUC-H`). PDF.js reads them from a package of its own, beside which nothing else is needed here; so they are
 * made from what Node knows of these encodings.
 *
 * A map leads from code to the glyph's number in Adobe's collection, and a second one from there to Unicode. Only the numbers of
 * ASCII are Adobe's, since files give the widths of these; for all others any numbers do on which both maps agree, beyond Adobe's own.
 */

interface Encoding {
  names: RegExp;
  /** Absent: the codes are UTF-16. */
  decoder?: string;
  /** The number of the blank, which the rest of ASCII follows. */
  blank: number;
}

const PROPORTIONAL = 1;
const HALF_WIDTH = 814;
const encodings: readonly Encoding[] = [
  { names: /^Uni(?:GB|CNS|JIS|KS)-(?:UCS2|UTF16)-[HV]$/, blank: PROPORTIONAL },
  { names: /^GB(?:K|K2K)?(?:-EUC)?-[HV]$/, decoder: 'gb18030', blank: HALF_WIDTH },
  { names: /^GB(?:Kp|pc)-EUC-[HV]$/, decoder: 'gb18030', blank: PROPORTIONAL },
  { names: /^(?:B5pc|ETen-B5|ETenms-B5|HKscs-B5)-[HV]$/, decoder: 'big5', blank: PROPORTIONAL },
];
const TO_UNICODE = /^Adobe-(GB1|CNS1|Japan1|Korea1)-UCS2$/;

const ASCII = [0x20, 0x7e] as const;
/** Everything but ideographs that are hardly used, so that all have room. */
const COVERED: readonly (readonly [number, number])[] = [
  [0x80, 0x33ff],
  [0x4e00, 0x9fff],
  [0xff00, 0xffef],
];
/** One more than the last number of the largest collection. */
const FIRST_OWN = 30_572;

/** Passed to PDF.js, which makes one of its own; `missing` gets the maps that a file asks for in vain. */
export function characterMaps(
  missing: Set<string>,
): new () => { fetch(wanted: { filename: string }): Promise<Uint8Array> } {
  return class CharacterMaps {
    fetch({ filename }: { filename: string }): Promise<Uint8Array> {
      const map = characterMap(filename);
      if (map !== null) return Promise.resolve(Buffer.from(map, 'latin1'));
      missing.add(filename);
      return Promise.reject(new Error(`no character map ${filename}`));
    }
  };
}

/** In PostScript, as PDFs hold them; null for one that is not known. */
export function characterMap(name: string): string | null {
  const collection = TO_UNICODE.exec(name)?.[1];
  if (collection !== undefined)
    return toUnicode(collection === 'GB1' ? [PROPORTIONAL, HALF_WIDTH] : [PROPORTIONAL]);
  const encoding = encodings.find(({ names }) => names.test(name));
  if (encoding === undefined) return null;
  const { decoder, blank } = encoding;
  const body = decoder === undefined ? wideCodes(blank) : pairedCodes(decoder, blank);
  return `/WMode ${name.endsWith('V') ? 1 : 0} def\n${body}\nendcmap\n`;
}

function wideCodes(blank: number): string {
  const ranges = ownRanges().map(([from, to, number]) => `<${hex(from, 4)}> <${hex(to, 4)}> ${number}`);
  return [
    'begincodespacerange <0000> <FFFF> endcodespacerange',
    `begincidrange <${hex(ASCII[0], 4)}> <${hex(ASCII[1], 4)}> ${blank} ${ranges.join(' ')} endcidrange`,
  ].join('\n');
}

/** ASCII in one byte, everything else in two. */
function pairedCodes(label: string, blank: number): string {
  const decoder = new TextDecoder(label);
  const chars: string[] = [];
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const text = decoder.decode(Uint8Array.of(lead, trail));
      const number = text.length === 1 ? ownNumber(text.charCodeAt(0)) : null;
      if (number !== null) chars.push(`<${hex(lead * 256 + trail, 4)}> ${number}`);
    }
  }
  return [
    'begincodespacerange <00> <80> <8140> <FEFE> endcodespacerange',
    `begincidrange <${hex(ASCII[0], 2)}> <${hex(ASCII[1], 2)}> ${blank} endcidrange`,
    `begincidchar ${chars.join('\n')} endcidchar`,
  ].join('\n');
}

/** Adobe's numbers that are not known here lead to the sign for what cannot be read, not to a wrong letter. */
function toUnicode(blanks: readonly number[]): string {
  const chars: string[] = [];
  for (let number = 1; number < FIRST_OWN; number++) {
    const ascii = blanks.map((blank) => ASCII[0] + number - blank);
    const letter = ascii.find((code) => code >= ASCII[0] && code <= ASCII[1]) ?? 0xfffd;
    chars.push(`<${hex(number, 4)}> <${hex(letter, 4)}>`);
  }
  for (const [from, to, number] of ownRanges()) {
    for (let code = from; code <= to; code++)
      chars.push(`<${hex(number + code - from, 4)}> <${hex(code, 4)}>`);
  }
  return `begincodespacerange <0000> <FFFF> endcodespacerange\nbeginbfchar ${chars.join('\n')} endbfchar\nendcmap\n`;
}

function ownNumber(code: number): number | null {
  const range = ownRanges().find(([from, to]) => from <= code && code <= to);
  return range === undefined ? null : range[2] + code - range[0];
}

/** Letters from, to, and the number of the first. */
function ownRanges(): (readonly [number, number, number])[] {
  let next = FIRST_OWN;
  return COVERED.map(([from, to]) => {
    const first = next;
    next += to - from + 1;
    return [from, to, first] as const;
  });
}

function hex(number: number, digits: number): string {
  return number.toString(16).toUpperCase().padStart(digits, '0');
}
