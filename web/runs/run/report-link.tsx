/** The report of a run, which is a page of its own. */

import { DownloadButton } from '../../parts/download-button.tsx';
import { apiKey } from '../../state/preferences.ts';
import { useStore } from '../../state/store.ts';
import { useTexts } from '../../text/use-texts.ts';
import { runApi } from '../address.ts';

export function ReportLink({ name }: { name: string }) {
  const { runs: text } = useTexts();
  const key = useStore(apiKey);
  const address = runApi(name, '/report');
  if (key !== '') {
    return (
      <DownloadButton address={address} name={`${name}-report.html`}>
        {text.report}
      </DownloadButton>
    );
  }
  return (
    <a href={address} target="_blank" rel="noreferrer">
      {text.report}
    </a>
  );
}
