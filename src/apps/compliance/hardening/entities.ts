/** `&#103;&#117;`, `&amp;`, `&nbsp;`: letters as HTML writes them, in a text that is none. */

import type { MappedText } from './mapped-text.ts';

const NAMED: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', ensp: ' ', emsp: ' ', thinsp: ' ' },
  ...{ shy: '', zwnj: '', zwj: '', hellip: '...', mdash: '—', ndash: '–', percnt: '%', dollar: '$' },
};
const ENTITY = /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([a-zA-Z]{2,6}));/g;
const HIGHEST = 0x10ffff;

export function withoutEntities(text: MappedText): MappedText {
  if (!text.text.includes('&')) return text;
  return text.replace(ENTITY, ([, decimal, hex, name]) => {
    if (name !== undefined) return NAMED[name.toLowerCase()] ?? null;
    const point = decimal !== undefined ? Number(decimal) : parseInt(hex ?? '', 16);
    return point > HIGHEST || (point >= 0xd800 && point < 0xe000) ? null : String.fromCodePoint(point);
  });
}
