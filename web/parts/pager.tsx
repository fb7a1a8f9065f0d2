/** Which part of a long list is shown, and the way to the others. */

import { countText } from '../text/numbers.ts';
import { useTexts } from '../text/use-texts.ts';

interface Props {
  offset: number;
  limit: number;
  total: number;
  onMove: (offset: number) => void;
}

export function Pager({ offset, limit, total, onMove }: Props) {
  const { parts } = useTexts();
  const last = Math.min(offset + limit, total);
  return (
    <div class="pager">
      <button type="button" disabled={offset === 0} onClick={() => onMove(Math.max(0, offset - limit))}>
        {parts.earlier}
      </button>
      <span role="status">{total === 0 ? '0' : parts.shown(offset + 1, last, countText(total))}</span>
      <button type="button" disabled={last >= total} onClick={() => onMove(offset + limit)}>
        {parts.further}
      </button>
    </div>
  );
}
