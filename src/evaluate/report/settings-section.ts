/** What the run was made with: resolved recipe, versions, data hashes, times. */

import { stringify } from 'yaml';
import type { ResolvedRecipe, RunFacts } from '../../core/run-folder.ts';
import type { Results } from '../../core/results.ts';
import { countText, durationText } from '../format-numbers.ts';
import { html, type Html, type HtmlChild } from './html.ts';

export function settingsSection(recipe: ResolvedRecipe, facts: RunFacts, results: Results | null): Html {
  const last = facts.starts.at(-1);
  const seconds = Object.entries(results?.seconds ?? {}).filter(([name]) => name !== 'total');
  return html`<section id="settings">
    <h2>Settings</h2>
    <div class="columns">
      <div>
        <h3>Resolved recipe</h3>
        <pre>${stringify(recipe).trimEnd()}</pre>
      </div>
      <div>
        ${
          results === null
            ? null
            : table(
                'Model',
                Object.entries(results.model).map(([name, value]) => [name, valueText(value)]),
              )
        }
        ${seconds.length === 0 ? null : table('Time', [...seconds.map(([name, value]) => [name, durationText(value)] as const), ['total', durationText(results?.seconds.total ?? 0)]])}
        ${table(
          'Starts',
          facts.starts.map((start, i) => [i === 0 ? 'started' : 'resumed', start.time]),
        )}
        ${
          last === undefined
            ? null
            : table('Machine and versions', [
                ['revision', last.gitRevision ?? 'installed package'],
                ['node', last.node],
                ['platform', last.platform],
                ['processor', `${last.cpu}, ${last.cores} cores`],
                ['memory', `${(last.memoryBytes / 2 ** 30).toFixed(1)} GiB`],
                ...Object.entries(last.packages).map(
                  ([name, version]) => [name, version ?? 'not installed'] as const,
                ),
              ])
        }
        ${table(
          'Data hashes (SHA-256)',
          Object.entries(facts.dataHashes).map(([name, hash]) => [
            name,
            html`<span class="hash">${hash}</span>`,
          ]),
        )}
      </div>
    </div>
  </section>`;
}

function table(title: string, rows: readonly (readonly [string, HtmlChild])[]): Html | null {
  if (rows.length === 0) return null;
  return html`<h3>${title}</h3>
    <table class="plain">
      <tbody>
        ${rows.map(
          ([name, value]) =>
            html`<tr>
              <th scope="row">${name}</th>
              <td>${value}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
}

function valueText(value: unknown): string {
  if (typeof value === 'number') return countText(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}
