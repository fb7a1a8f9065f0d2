/** What is known of something, as names and values. */

import type { ComponentChildren } from 'preact';

interface Props {
  of: readonly (readonly [name: string, value: ComponentChildren])[];
  /** Names in the reader's language; those that are not in it stand as they are. */
  names?: Readonly<Record<string, string>>;
}

export function Facts({ of, names = {} }: Props) {
  if (of.length === 0) return null;
  return (
    <dl class="facts">
      {of.map(([name, value], i) => (
        <div key={i}>
          <dt>{names[name] ?? name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
