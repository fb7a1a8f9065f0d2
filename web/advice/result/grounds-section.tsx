/** What the proposal rests on: how the level came about, assumptions, prices, versions. */

import { Facts } from '../../parts/facts.tsx';
import { ScrollTable } from '../../parts/scroll-table.tsx';
import { language } from '../../state/preferences.ts';
import { useStore } from '../../state/store.ts';
import { countText, shareText, valueText } from '../../text/numbers.ts';
import type { RiskScore, SaidAdvice, Wording } from '../api.ts';
import { useAdvice } from '../texts.ts';

export function GroundsSection({ advice }: { advice: SaidAdvice }) {
  const text = useAdvice();
  const shown = useStore(language);
  const { risk, given, assumptions, market, rulebooks, inputHash, disclaimers } = advice;
  const { inflation, gainsTax, tradingCost, fee, seed, paths } = assumptions;
  return (
    <>
      <details>
        <summary>{text.levelHow}</summary>
        <Points title={text.capacity} of={risk.capacity} given={given.capacity} caps={risk.capacity.caps} />
        <Points title={text.tolerance} of={risk.tolerance} given={given.tolerance} caps={[]} />
      </details>
      <details>
        <summary>{text.assumptions}</summary>
        <Facts
          of={[
            [text.assumption.inflation, shareText(inflation)],
            [text.assumption.gainsTax, shareText(gainsTax)],
            [text.assumption.tradingCost, `${(100 * tradingCost).toFixed(2)} %`],
            [text.assumption.fee, `${(100 * fee).toFixed(2)} %`],
            [text.assumption.paths, countText(paths)],
            [text.assumption.seed, String(seed)],
          ]}
        />
      </details>
      <details>
        <summary>{text.versions}</summary>
        <p>{text.prices(market.source, market.from, market.to, countText(market.observations))}</p>
        <ul>
          {market.findings.map((finding, i) => (
            <li key={i}>{finding.detail[shown]}</li>
          ))}
        </ul>
        <Facts
          of={[
            ...rulebooks.map(({ name, version }) => [name, <code key={name}>{version}</code>] as const),
            [text.input, <code key="i">{inputHash}</code>],
          ]}
        />
      </details>
      <section aria-labelledby="disclaimers">
        <h2 id="disclaimers">{text.disclaimers}</h2>
        {disclaimers.map((one, i) => (
          <p key={i}>{one[shown]}</p>
        ))}
      </section>
    </>
  );
}

interface PointsProps {
  title: string;
  of: RiskScore['tolerance'];
  /** What was answered, part by part. */
  given: readonly Wording[];
  caps: RiskScore['capacity']['caps'];
}

function Points({ title, of, given, caps }: PointsProps) {
  const text = useAdvice();
  const shown = useStore(language);
  const { level, points, highest, parts } = of;
  return (
    <>
      <h3>
        {title} – {text.points(points, highest)}, {text.level(level)}
      </h3>
      <ScrollTable label={title}>
        <thead>
          <tr>
            <th scope="col">{text.whyHead}</th>
            <th scope="col">{text.answerHead}</th>
            <th scope="col" class="number">
              {text.pointsHead}
            </th>
          </tr>
        </thead>
        <tbody>
          {parts.map((part, i) => (
            <tr key={part.answer}>
              <th scope="row">{part.why[shown]}</th>
              <td>{given[i]?.[shown]}</td>
              <td class="number">{text.points(part.points, part.outOf)}</td>
            </tr>
          ))}
          {caps.map((cap, i) => (
            <tr key={i}>
              <th scope="row">{cap.why[shown]}</th>
              <td>{typeof cap.given === 'number' ? valueText(cap.given) : cap.given}</td>
              <td class="number">≤ {text.level(cap.level)}</td>
            </tr>
          ))}
        </tbody>
      </ScrollTable>
    </>
  );
}
