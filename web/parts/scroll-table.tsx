/** A table that scrolls by itself where the page is too narrow for it; reached by the keyboard. */

import type { ComponentChildren } from 'preact';

interface Props {
  label: string;
  class?: string;
  children: ComponentChildren;
}

export function ScrollTable({ label, class: name, children }: Props) {
  return (
    <div class="scroll" role="group" aria-label={label} tabindex={0}>
      <table class={name}>{children}</table>
    </div>
  );
}
