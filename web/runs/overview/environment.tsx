/** Where and with what a run was started, each time, and on which data. */

import type { RunDetail } from '../../../src/inspect/index.ts';
import { timeText } from '../../text/numbers.ts';
import { useTexts } from '../../text/use-texts.ts';
import { settingRows } from './setting-rows.ts';
import { SettingList } from './settings-table.tsx';

export function Environment({ starts, dataHashes }: Pick<RunDetail, 'starts' | 'dataHashes'>) {
  const { runs: text } = useTexts();
  const hashes = Object.entries(dataHashes).map(([key, value]) => ({ key, value }));
  if (starts.length === 0 && hashes.length === 0) return null;
  return (
    <section>
      <h2>
        {text.overview.environment} <small>{text.overview.starts(starts.length)}</small>
      </h2>
      {starts.map(({ time, changed, facts }) => (
        <details key={time} class="fold">
          <summary>{text.overview.start(timeText(time))}</summary>
          {changed.length > 0 && (
            <>
              <p>{text.overview.changed}</p>
              <ul>
                {changed.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            </>
          )}
          <SettingList rows={settingRows(facts)} />
        </details>
      ))}
      {hashes.length > 0 && (
        <details class="fold">
          <summary>{text.overview.hashes}</summary>
          <SettingList rows={hashes} />
        </details>
      )}
    </section>
  );
}
