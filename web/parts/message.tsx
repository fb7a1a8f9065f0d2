/** A title and a sentence where a view has nothing else to show. */

import type { ComponentChildren } from 'preact';

interface Props {
  title: string;
  text?: string;
  children?: ComponentChildren;
}

export function Message({ title, text, children }: Props) {
  return (
    <div class="message">
      <h1>{title}</h1>
      {text !== undefined && <p>{text}</p>}
      {children}
    </div>
  );
}
