/** Every batch that was checked, how far it is, what was found, and what is left to decide. */

import { Link } from 'wouter-preact';
import { Command } from '../../parts/command.tsx';
import { Message } from '../../parts/message.tsx';
import { ScrollTable } from '../../parts/scroll-table.tsx';
import { Shown } from '../../parts/shown.tsx';
import { useResource } from '../../state/resource.ts';
import { countText, timeText } from '../../text/numbers.ts';
import { queueAddress } from '../addresses.ts';
import type { BatchSummary, Decision } from '../shapes.ts';
import { useCompliance } from '../texts.ts';

const EVERY_MS = 3000;
const decisions: readonly Decision[] = ['breach', 'needs review', 'compliant', 'not applicable'];

export function BatchesPage() {
  const text = useCompliance();
  const read = useResource<{ batches: BatchSummary[] }>('/api/compliance/batches', EVERY_MS);
  return (
    <Shown of={read}>
      {({ batches }) =>
        batches.length === 0 ? (
          <Message title={text.noBatches} text={text.noBatchesText}>
            <Command text="fin-r1 check messages.csv --name march" />
          </Message>
        ) : (
          <>
            <h1>{text.batches}</h1>
            <ScrollTable label={text.batches} class="batches">
              <thead>
                <tr>
                  <th scope="col">{text.batch}</th>
                  <th scope="col">{text.state}</th>
                  <th scope="col" class="number">
                    {text.done}
                  </th>
                  {decisions.map((decision) => (
                    <th key={decision} scope="col" class="number">
                      {text.decision[decision]}
                    </th>
                  ))}
                  <th scope="col" class="number">
                    {text.toDecide}
                  </th>
                  <th scope="col" class="number">
                    {text.decided}
                  </th>
                  <th scope="col">{text.model}</th>
                  <th scope="col">{text.begun}</th>
                </tr>
              </thead>
              <tbody>
                {batches.map((batch) => (
                  <BatchRow key={batch.name} batch={batch} />
                ))}
              </tbody>
            </ScrollTable>
          </>
        )
      }
    </Shown>
  );
}

function BatchRow({ batch }: { batch: BatchSummary }) {
  const text = useCompliance();
  const { name, kind, status, texts, done, queue, model, begun, notes, fault } = batch;
  return (
    <tr>
      <th scope="row">
        <Link href={queueAddress(name, queue.open > 0 ? { state: 'open' } : {})}>
          {kind === 'served' ? text.served : name}
        </Link>
        {notes.map((note) => (
          <p key={note} class="note">
            {note}
          </p>
        ))}
        {fault !== null && <p class="fault">{fault}</p>}
      </th>
      <td>{kind === 'served' ? '' : text.status[status]}</td>
      <td class="number">
        {texts === null || texts === done ? countText(done) : text.doneOf(countText(done), countText(texts))}
        {status === 'running' && texts !== null && <progress aria-label={name} max={texts} value={done} />}
      </td>
      {decisions.map((decision) => (
        <td key={decision} class="number">
          {countText(batch.decisions[decision])}
        </td>
      ))}
      <td class="number">{countText(queue.open + queue.assigned)}</td>
      <td class="number">{countText(queue.accepted + queue.overruled)}</td>
      <td>{kind === 'served' ? '' : (model ?? text.noModel)}</td>
      <td>{begun === null ? '' : timeText(begun)}</td>
    </tr>
  );
}
