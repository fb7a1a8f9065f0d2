/**
 * Keys in lists. Rows carry `data-row`, what can be reached in them `data-stop`: up and down (k and j) go from row to row, left and
 * right from stop to stop. Only while the focus is on a stop, so that no key is taken from anything else.
 */

const byKey: Readonly<Record<string, 'next' | 'previous' | 'right' | 'left'>> = {
  ...{ ArrowDown: 'next', j: 'next', ArrowUp: 'previous', k: 'previous' },
  ...{ ArrowRight: 'right', ArrowLeft: 'left' },
};

/** For `onKeyDown` of the list. Where the stop that is left is open, the one that is reached is opened in its place. */
export function moveFocus(event: KeyboardEvent): void {
  const direction = byKey[event.key];
  const { target: from, currentTarget: list } = event;
  if (direction === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!(from instanceof HTMLElement) || !from.hasAttribute('data-stop')) return;
  const to = stopBeside(from, list as HTMLElement, direction);
  if (to === undefined) return;
  event.preventDefault();
  to.focus();
  if (from.ariaExpanded === 'true' && to.ariaExpanded === 'false') to.click();
}

function stopBeside(
  from: HTMLElement,
  list: HTMLElement,
  direction: (typeof byKey)[string],
): HTMLElement | undefined {
  const own = from.closest('[data-row]');
  if (own === null) return undefined;
  const at = stopsIn(own).indexOf(from);
  if (direction === 'left' || direction === 'right')
    return stopsIn(own)[at + (direction === 'right' ? 1 : -1)];
  const rows = [...list.querySelectorAll('[data-row]')];
  const row = rows[rows.indexOf(own) + (direction === 'next' ? 1 : -1)];
  if (row === undefined) return undefined;
  const stops = stopsIn(row);
  return stops[Math.min(at, stops.length - 1)];
}

function stopsIn(row: Element): HTMLElement[] {
  return [...row.querySelectorAll<HTMLElement>('[data-stop]')];
}
