/** A list with the row that was chosen from it beside it; on a narrow page in its place. */

import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Link } from 'wouter-preact';

interface Props {
  list: ComponentChildren;
  /** What is chosen; null: nothing, and the list has all the room. */
  chosen: string | null;
  label: string;
  /** Where nothing is chosen. */
  back: { href: string; text: string };
  /** The chosen row. */
  children: ComponentChildren;
}

export function ListDetail({ list, chosen, label, back, children }: Props) {
  const listPlace = useRef<HTMLDivElement>(null);
  const detailPlace = useRef<HTMLElement>(null);
  useEffect(() => {
    // The link that was chosen is out of sight: the reader goes on where it led to.
    if (chosen === null || listPlace.current?.offsetParent !== null) return;
    detailPlace.current?.focus({ preventScroll: true });
    detailPlace.current?.scrollIntoView({ block: 'start' });
  }, [chosen]);
  return (
    <div class="list-detail" data-chosen={chosen !== null}>
      <div ref={listPlace} class="list">
        {list}
      </div>
      {chosen !== null && (
        <section ref={detailPlace} class="detail" aria-label={label} tabindex={-1}>
          <Link class="back" href={back.href}>
            {back.text}
          </Link>
          {children}
        </section>
      )}
    </div>
  );
}
