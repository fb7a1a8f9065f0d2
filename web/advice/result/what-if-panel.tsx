/** Sliders on what was proposed, and how the figures that matter most compare. */

import { ScrollTable } from '../../parts/scroll-table.tsx';
import { language } from '../../state/preferences.ts';
import { useQuery } from '../../state/query.ts';
import { useStore } from '../../state/store.ts';
import { shareText, valueText } from '../../text/numbers.ts';
import { useTexts } from '../../text/use-texts.ts';
import type { SaidAdvice } from '../api.ts';
import { FindingList } from '../finding-list.tsx';
import { useAdvice } from '../texts.ts';
import type { Slider } from './change.ts';
import { rangeOf, sliders } from './change.ts';
import type { WhatIf } from './use-what-if.ts';

interface Props {
  advice: SaidAdvice;
  whatIf: WhatIf;
}

export function WhatIfPanel({ advice, whatIf }: Props) {
  const text = useAdvice();
  const { parts } = useTexts();
  const [query, setQuery] = useQuery();
  const { isBusy, failure } = whatIf;
  const isChanged = sliders.some((slider) => query[slider] !== undefined);
  const refusals = whatIf.advice?.isAdvised === false ? whatIf.advice.findings : [];
  return (
    <section class="what-if panel" aria-labelledby="what-if" aria-busy={isBusy}>
      <h2 id="what-if">{text.whatIf}</h2>
      <p class="note">{text.whatIfNote}</p>
      <div class="sliders">
        {sliders.map((slider) => {
          const { low, high, step, now } = rangeOf(slider, advice);
          const value = Number(query[slider] ?? now);
          const said = sliderText(slider, value, advice);
          return (
            <label key={slider}>
              <span>
                {text.sliders[slider]} <b>{said}</b>
              </span>
              <input
                type="range"
                min={low}
                max={high}
                step={step}
                value={value}
                aria-valuetext={said}
                onInput={({ currentTarget }) =>
                  setQuery({ [slider]: currentTarget.value }, { replace: true })
                }
              />
            </label>
          );
        })}
      </div>
      {isChanged && (
        <button
          type="button"
          onClick={() => setQuery(Object.fromEntries(sliders.map((slider) => [slider, null])))}
        >
          {text.reset}
        </button>
      )}
      <div role="status">
        {isBusy && <p class="note">{text.computing}</p>}
        {failure !== null && failure.status !== 401 && (
          <p class="failed">
            {text.failed} {failure.status === 0 ? parts.unreachable : failure.message}
          </p>
        )}
        {refusals.length > 0 && (
          <>
            <p class="fault">{text.whatIfRefused}</p>
            <FindingList
              of={refusals.filter(({ decision, stage }) => decision === 'refuse' && stage !== 'product')}
            />
          </>
        )}
        {whatIf.advice?.isAdvised === true && <Compared before={advice} after={whatIf.advice} />}
      </div>
    </section>
  );
}

function sliderText(slider: Slider, value: number, { profile }: SaidAdvice): string {
  if (slider === 'monthly') return `${Math.round(value).toLocaleString('en-GB')} ${profile.currency}`;
  if (slider === 'fee') return `${(100 * value).toFixed(2)} %`;
  return slider === 'loss' ? shareText(value) : valueText(value);
}

/** Ends of the ids of figures that a client looks at first. */
const MAIN =
  /^(?:plan\.(?:return|volatility|loss95|ruin)|plan\.history\.drawdown|goal\..+\.probability|plan\.wealth\..+\.p50)$/;

function Compared({ before, after }: { before: SaidAdvice; after: SaidAdvice }) {
  const text = useAdvice();
  const shown = useStore(language);
  const now = new Map(after.figures.map((figure) => [figure.id, figure]));
  const rows = before.figures.filter(({ id }) => MAIN.test(id) && now.has(id));
  return (
    <ScrollTable label={text.compared} class="compared">
      <thead>
        <tr>
          <th scope="col">{text.figure}</th>
          <th scope="col" class="number">
            {text.asProposed}
          </th>
          <th scope="col" class="number">
            {text.whatIf}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((figure) => {
          const other = now.get(figure.id);
          return (
            <tr key={figure.id}>
              <th scope="row">{figure.label[shown]}</th>
              <td class="number">{figure.said[shown]}</td>
              <td class="number">{other === undefined ? '' : other.said[shown]}</td>
            </tr>
          );
        })}
      </tbody>
    </ScrollTable>
  );
}
