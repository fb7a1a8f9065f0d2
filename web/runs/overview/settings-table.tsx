/** The recipe as it was carried out. */

import { useTexts } from '../../text/use-texts.ts';
import { settingSections } from './setting-rows.ts';
import type { SettingRow } from './setting-rows.ts';

export function SettingsTable({ recipe }: { recipe: Readonly<Record<string, unknown>> }) {
  const { runs: text } = useTexts();
  const sections = settingSections(recipe);
  if (sections.length === 0) return null;
  return (
    <section>
      <h2>{text.overview.settings}</h2>
      {sections.map(([name, rows]) => (
        <details key={name} class="fold" open={name === ''}>
          <summary>{name === '' ? text.overview.general : name}</summary>
          <SettingList rows={rows} />
        </details>
      ))}
    </section>
  );
}

export function SettingList({ rows }: { rows: readonly SettingRow[] }) {
  return (
    <dl class="setting-list">
      {rows.map(({ key, value }) => (
        <div key={key}>
          <dt>{key}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
