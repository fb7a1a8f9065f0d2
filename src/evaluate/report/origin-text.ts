/** Where a number of a trace comes from, in words. */

import type { Claim, Origin } from '../../verify/index.ts';
import type { AnswerSource } from '../sample-rows.ts';

export function originText(origin: Origin, source: AnswerSource, claims: readonly Claim[]): string {
  switch (origin.kind) {
    case 'cell': {
      const rows = source.tables.find((table) => table.id === origin.table)?.rows ?? [];
      const names = [rows[origin.row]?.[0], rows[0]?.[origin.column]]
        .map((name) => name?.trim())
        .filter(Boolean);
      return `table ${origin.table}: ${names.join(', ')}`;
    }
    case 'text':
      return `text ${origin.block}`;
    case 'history':
      return `turn ${origin.turn + 1} of the conversation`;
    case 'question':
      return 'the question';
    case 'constant':
      return `constant: ${origin.name}`;
    case 'assumption':
      return 'assumed or tried';
    case 'implied':
      return 'implied by the numbers beside it';
    case 'claim':
      return claims[origin.claim]?.text ?? 'an earlier calculation';
  }
}
