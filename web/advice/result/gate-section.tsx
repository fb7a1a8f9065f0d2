/** What the gate says of the client, the portfolio, and each product that was looked at. */

import type { SaidAdvice } from '../api.ts';
import { FindingList } from '../finding-list.tsx';
import { useAdvice } from '../texts.ts';

export function GateSection({ advice }: { advice: SaidAdvice }) {
  const text = useAdvice();
  const { findings } = advice;
  const ofProducts = findings.filter(({ stage }) => stage === 'product');
  const others = findings.filter(({ stage }) => stage !== 'product');
  others.sort((a, b) => Number(b.decision === 'refuse') - Number(a.decision === 'refuse'));
  return (
    <section aria-labelledby="gate">
      <h2 id="gate">{text.gate}</h2>
      {findings.length === 0 && <p>✓ {text.gateNothing}</p>}
      <FindingList of={others} />
      {ofProducts.length > 0 && (
        <details>
          <summary>{text.productFindings(ofProducts.length)}</summary>
          <FindingList of={ofProducts} />
        </details>
      )}
    </section>
  );
}
