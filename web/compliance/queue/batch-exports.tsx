/** What can be taken away of a batch: its report, and what officers have decided. */

import { DownloadButton } from '../../parts/download-button.tsx';
import { batchApi, decidedApi } from '../addresses.ts';
import { useCompliance } from '../texts.ts';

const SERVED = 'served';

export function BatchExports({ batch }: { batch: string }) {
  const text = useCompliance();
  return (
    <span class="exports">
      {text.exports}:{' '}
      {batch !== SERVED && (
        <DownloadButton address={batchApi(batch, 'report')} name={`${batch}-report.html`}>
          {text.report}
        </DownloadButton>
      )}
      <DownloadButton address={decidedApi(batch, 'calibration')} name={`${batch}-calibration.jsonl`}>
        {text.calibration}
      </DownloadButton>
      <DownloadButton address={decidedApi(batch, 'questions')} name={`${batch}-questions.jsonl`}>
        {text.questions}
      </DownloadButton>
    </span>
  );
}
