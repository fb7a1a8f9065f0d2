/** The data funnel (paper §3): asked → answered → correct → well reasoned → SFT / RL / dropped, by source, with reasons. */

import { z } from 'zod';
import type { RunFolder } from '../../core/run-folder.ts';
import { funnelNotes } from '../../data/index.ts';
import { countText, percent } from '../format-numbers.ts';
import { html, type Html } from './html.ts';

const FUNNEL = 'data/funnel.json';

const steps = ['asked', 'answered', 'correct', 'wellReasoned', 'sft', 'rl', 'dropped', 'setAside'] as const;
const titles: Readonly<Record<(typeof steps)[number], string>> = {
  asked: 'asked',
  answered: 'answered',
  correct: 'answer correct',
  wellReasoned: 'well reasoned',
  sft: 'to SFT',
  rl: 'to RL',
  dropped: 'dropped',
  setAside: 'set aside',
};
const reasonKinds = {
  dropReasons: 'dropped because',
  rlReasons: 'to RL because',
  setAsideReasons: 'set aside because',
  criteriaMissed: 'criteria missed by samples',
  excludedReasons: 'rows left out before asking',
} as const;

const reasons = z.record(z.string(), z.number()).default({});
const countsSchema = z.object({
  ...(Object.fromEntries(steps.map((step) => [step, z.number().default(0)])) as Record<
    (typeof steps)[number],
    z.ZodDefault<z.ZodNumber>
  >),
  quarantined: z.number().default(0),
  dropReasons: reasons,
  rlReasons: reasons,
  setAsideReasons: reasons,
  criteriaMissed: reasons,
  excludedReasons: reasons,
});
type Counts = z.infer<typeof countsSchema>;

const funnelSchema = z.object({
  teacher: z.string().optional(),
  total: countsSchema,
  bySource: z.record(z.string(), countsSchema),
});

/** Null when the run built no data. @throws InputError when `data/funnel.json` cannot be read. */
export function funnelSection(run: RunFolder): Html | null {
  if (!run.has(FUNNEL)) return null;
  const { teacher, total, bySource } = run.readJson(FUNNEL, funnelSchema);
  const sources = Object.entries(bySource);
  return html`<section id="data">
    <h2>Data</h2>
    <p class="note">
      Questions through the teacher${teacher === undefined ? '' : ` (${teacher})`}, the answer check and the
      seven criteria of the reasoning
      check.${total.quarantined > 0 ? ` ${countText(total.quarantined)} broken lines were quarantined.` : ''}
    </p>
    <ul class="funnel">
      ${steps.map((step) => card(titles[step], total[step], total.asked))}
    </ul>
    <div class="scroll" role="region" aria-label="Data by source, table" tabindex="0">
      <table class="stages">
        <thead>
          <tr>
            <th scope="col">source</th>
            ${steps.map((step) => html`<th scope="col" class="number">${titles[step]}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${sources.map(([name, counts]) => sourceRow(name, counts))}
        </tbody>
      </table>
    </div>
    ${funnelNotes(total, teacher ?? 'the teacher').map((note) => html`<p class="note">${note}</p>`)}
    <h3>Reasons</h3>
    ${[...(sources.length === 1 ? [] : [['all sources', total] as const]), ...sources].map(([name, counts], i) => reasonDetails(name, counts, i === 0))}
  </section>`;
}

function card(title: string, count: number, asked: number): Html {
  const share = asked === 0 ? null : count / asked;
  return html`<li>
    <b>${countText(count)}</b>${title} <small>${percent(share)} %</small>
    <span class="bar"><i style="width:${(100 * Math.min(1, share ?? 0)).toFixed(1)}%"></i></span>
  </li>`;
}

function sourceRow(name: string, counts: Counts): Html {
  return html`<tr>
    <th scope="row">${name}</th>
    ${steps.map((step) => html`<td class="number">${countText(counts[step])}</td>`)}
  </tr>`;
}

function reasonDetails(name: string, counts: Counts, open: boolean): Html | null {
  const lists = Object.entries(reasonKinds).flatMap(([kind, title]) => {
    const entries = Object.entries(counts[kind as keyof typeof reasonKinds]).sort(([, a], [, b]) => b - a);
    return entries.length > 0 ? [{ title, entries }] : [];
  });
  if (lists.length === 0) return null;
  return html`<details${open ? html` open` : null}>
    <summary><span class="ask">${name}</span></summary>
    <div class="reasons">
      ${lists.map(
        ({ title, entries }) =>
          html`<div>
            <h4>${title}</h4>
            <table class="plain">
              <tbody>
                ${entries.map(
                  ([reason, count]) =>
                    html`<tr>
                      <td>${reason}</td>
                      <td class="number">${countText(count)}</td>
                    </tr>`,
                )}
              </tbody>
            </table>
          </div>`,
      )}
    </div>
  </details>`;
}
