/** The report of a run, which is a page of its own. */

import { useState } from 'preact/hooks';
import { RequestFailure, send } from '../../state/request.ts';
import { apiKey } from '../../state/preferences.ts';
import { useStore } from '../../state/store.ts';
import { useTexts } from '../../text/use-texts.ts';
import { runApi } from '../address.ts';

export function ReportLink({ name }: { name: string }) {
  const { runs: text } = useTexts();
  const key = useStore(apiKey);
  const [error, setError] = useState<string | null>(null);
  const address = runApi(name, '/report');
  if (key === '') {
    return (
      <a href={address} target="_blank" rel="noreferrer">
        {text.report}
      </a>
    );
  }
  // A link cannot carry a key: the report is fetched with it, and kept as a file.
  const fetchReport = async (): Promise<void> => {
    try {
      const file = URL.createObjectURL(await (await send(address)).blob());
      const link = Object.assign(document.createElement('a'), {
        href: file,
        download: `${name}-report.html`,
      });
      link.click();
      URL.revokeObjectURL(file);
      setError(null);
    } catch (failure) {
      if (!(failure instanceof RequestFailure)) throw failure;
      setError(failure.message);
    }
  };
  return (
    <>
      <button type="button" class="plain" onClick={() => void fetchReport()}>
        {text.report}
      </button>
      {error !== null && <span role="alert">{error}</span>}
    </>
  );
}
