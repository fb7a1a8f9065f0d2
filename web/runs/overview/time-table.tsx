/** Where the time went. */

import { durationText } from '../../text/numbers.ts';
import { useTexts } from '../../text/use-texts.ts';
import { stageColour } from '../stage-colour.ts';

export function TimeTable({ seconds }: { seconds: Readonly<Record<string, number>> }) {
  const { runs: text } = useTexts();
  const { total, ...stages } = seconds;
  const rows = Object.entries(stages);
  const longest = Math.max(...rows.map(([, time]) => time));
  if (rows.length === 0) return null;
  return (
    <section>
      <h2>{text.overview.time}</h2>
      <table class="time-table">
        <thead>
          <tr>
            <th scope="col">{text.overview.stage}</th>
            <th scope="col" class="number">
              {text.overview.seconds}
            </th>
            <td aria-hidden="true" />
          </tr>
        </thead>
        <tbody>
          {rows.map(([stage, time]) => (
            <tr key={stage}>
              <th scope="row">{stage}</th>
              <td class="number">{durationText(time)}</td>
              <td class="bar-cell" aria-hidden="true">
                <i
                  class="time-bar"
                  style={{
                    width: `${(100 * time) / longest}%`,
                    background: `var(${stageColour(stage, [])})`,
                  }}
                />
              </td>
            </tr>
          ))}
          {total !== undefined && (
            <tr class="total">
              <th scope="row">{text.overview.timeTotal}</th>
              <td class="number">{durationText(total)}</td>
              <td aria-hidden="true" />
            </tr>
          )}
        </tbody>
      </table>
    </section>
  );
}
