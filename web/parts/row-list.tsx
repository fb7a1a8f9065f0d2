/** Rows to choose from, each a link that can be shared. Arrow keys go from row to row. */

import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { Link } from 'wouter-preact';

interface Props<T> {
  items: readonly T[];
  label: string;
  /** What tells a row from the others. */
  keyOf: (item: T) => string;
  hrefOf: (item: T) => string;
  /** Key of the row that is shown. */
  chosen: string | null;
  children: (item: T) => ComponentChildren;
}

export function RowList<T>({ items, label, keyOf, hrefOf, chosen, children }: Props<T>) {
  const place = useRef<HTMLUListElement>(null);
  const go = (event: KeyboardEvent): void => {
    const links = [...(place.current?.querySelectorAll('a') ?? [])];
    const at = links.indexOf(event.target as HTMLAnchorElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    links[to]?.focus();
  };
  return (
    <ul ref={place} class="row-list" aria-label={label} onKeyDown={go}>
      {items.map((item) => {
        const key = keyOf(item);
        return (
          <li key={key}>
            <Link href={hrefOf(item)} aria-current={key === chosen ? 'true' : undefined}>
              {children(item)}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
