/** What is amiss with a run: said on each of its views, for it may change what they show. */

import type { RunDetail } from '../../../src/inspect/index.ts';
import { useTexts } from '../../text/use-texts.ts';

export function RunFaults({ run: { fault, broken, status } }: { run: RunDetail }) {
  const { runs: text } = useTexts();
  return (
    <>
      {status === 'interrupted' && <p class="note">{text.interrupted}</p>}
      {fault !== null && (
        <p class="amiss" role="alert">
          {text.fault} {fault}
        </p>
      )}
      {broken.length > 0 && (
        <div class="amiss">
          <p>{text.broken}</p>
          <ul>
            {broken.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
