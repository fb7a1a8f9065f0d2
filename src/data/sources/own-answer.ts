/** The gold of one row of one's own file as a reference, by the kind that the column map names. */

import type { Reference } from '../../core/question.ts';
import { extractNumber } from '../../verify/index.ts';
import { unitFactor } from '../../verify/number.ts';
import type { ColumnMap } from './own-columns.ts';

export type OwnGold = { reference: Reference } | { fault: string };

const YES = /^(?:yes|true|y|t|1|是|对|正确)$/i;
const NO = /^(?:no|false|n|f|0|否|错|错误)$/i;

function numberGold(text: string, map: ColumnMap): OwnGold {
  const extracted = extractNumber(text);
  if (!extracted.found) return { fault: extracted.reason };
  const { number } = extracted;
  const unit = map.unit ?? 'plain';
  const inPercent = unit === 'percent' && number.unit !== 'plain';
  const value = Number((number.value * unitFactor(number.unit) * (inPercent ? 100 : 1)).toPrecision(15));
  return { reference: { kind: 'number', value, unit, tolerance: 0, text } };
}

/** `A`, `AC`, `A, C`, or the text of an option. */
function choiceGold(text: string, options: Readonly<Record<string, string>>): OwnGold {
  const known = Object.keys(options);
  if (known.length < 2) return { fault: `there are ${known.length} options` };
  const byText = Object.entries(options).find(([, option]) => option.trim() === text);
  const written = byText === undefined && /^[A-Za-z\s,;、，]+$/.test(text) ? text.toUpperCase() : '';
  const letters = byText === undefined ? [...new Set(written.match(/[A-Z]/g) ?? [])].sort() : [byText[0]];
  if (letters.length === 0 || !letters.every((letter) => known.includes(letter)))
    return { fault: `"${text}" names none of the options ${known.join(', ')}` };
  return { reference: { kind: 'choice', letters, options: { ...options } } };
}

function labelGold(text: string, map: ColumnMap): OwnGold {
  const given = map.labels ?? [];
  const labels = Array.isArray(given)
    ? Object.fromEntries(given.map((label) => [label, [label]]))
    : Object.fromEntries(
        Object.entries(given).map(([label, spellings]) => [label, [...new Set([label, ...spellings])]]),
      );
  const wanted = text.toLowerCase();
  const found = Object.entries(labels).find(([, spellings]) =>
    spellings.some((spelling) => spelling.toLowerCase() === wanted),
  );
  if (found === undefined)
    return { fault: `"${text}" is none of the labels ${Object.keys(labels).join(', ')}` };
  return { reference: { kind: 'label', label: found[0], labels } };
}

/** `text` is trimmed and not empty. */
export function ownGold(text: string, map: ColumnMap, options: Readonly<Record<string, string>>): OwnGold {
  switch (map.kind) {
    case 'number':
      return numberGold(text, map);
    case 'choice':
      return choiceGold(text, options);
    case 'label':
      return labelGold(text, map);
    case 'boolean':
      if (YES.test(text)) return { reference: { kind: 'boolean', value: true } };
      if (NO.test(text)) return { reference: { kind: 'boolean', value: false } };
      return { fault: `"${text}" is neither yes nor no` };
    case 'text':
      return { reference: { kind: 'text', text, accepted: [] } };
  }
}
