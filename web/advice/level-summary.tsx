/** The risk level, and which of capacity, tolerance and wish binds it. */

import { Facts } from '../parts/facts.tsx';
import type { RiskScore } from './api.ts';
import { useAdvice } from './texts.ts';

export function LevelSummary({ risk }: { risk: RiskScore }) {
  const text = useAdvice();
  const { level, capacity, tolerance, wanted, binding } = risk;
  return (
    <>
      <p class="level">
        <b>{text.level(level)}</b> <span class="note">{text.bindingNote[binding]}</span>
      </p>
      <Facts
        of={[
          [text.capacity, <Bars key="c" level={capacity.level} />],
          [text.tolerance, <Bars key="t" level={tolerance.level} />],
          ...(wanted === null ? [] : [[text.wanted, <Bars key="w" level={wanted} />] as const]),
        ]}
      />
    </>
  );
}

/** Five little bars, as many full as the level says. */
function Bars({ level }: { level: number }) {
  return (
    <span class="level-bars">
      {[1, 2, 3, 4, 5].map((one) => (
        <i key={one} data-full={one <= level} aria-hidden="true" />
      ))}{' '}
      {level}
    </span>
  );
}
