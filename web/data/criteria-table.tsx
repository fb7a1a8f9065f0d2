/** The reasoning check: each criterion with what was seen. */

import type { DataRowDetail } from '../../src/inspect/shapes.ts';
import { useTexts } from '../text/use-texts.ts';

export function CriteriaTable({ criteria }: { criteria: NonNullable<DataRowDetail['criteria']> }) {
  const { data: text } = useTexts();
  return (
    <>
      <h3 id="criteria">{text.reasoningCheck}</h3>
      <p class="note">{text.reasoningNote}</p>
      <table class="criteria" aria-labelledby="criteria">
        <thead>
          <tr>
            <th scope="col">{text.criterion}</th>
            <th scope="col">{text.seen}</th>
          </tr>
        </thead>
        <tbody>
          {criteria.map(({ name, reason }) => (
            <tr key={name}>
              <th scope="row">{text.words.criteria[name] ?? name}</th>
              <td data-met={reason === 'met'}>{reason === 'met' ? `✓ ${text.met}` : reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
