/** The report as one HTML file that needs nothing from outside. Same advice, same bytes. */

import type { Advice } from '../plan/advice.ts';
import type { Language } from '../wording.ts';
import { escapeHtml } from './chart-frame.ts';
import { allocationChart, drawdownChart, fanChart, frontierChart } from './charts.ts';
import {
  assumptionTable,
  explanationNote,
  figureTable,
  findingTable,
  headRows,
  pointTables,
  versionLines,
} from './rows.ts';
import type { Table } from './rows.ts';
import { style } from './style.ts';
import { words } from './words.ts';

export function htmlReport(advice: Advice, language: Language = advice.profile.language): string {
  const say = words[language];
  const title = advice.isAdvised ? say.title : say.refusedTitle;
  const head = headRows(advice, language).map(
    ([name = '', value = '']) => `<div><dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd></div>`,
  );
  return [
    '<!doctype html>',
    `<html lang="${language === 'zh' ? 'zh-Hans' : 'en'}">`,
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(title)} – ${escapeHtml(advice.profile.client)}</title>`,
    `<style>${style}</style>`,
    `<main><h1>${escapeHtml(title)}</h1><dl class="facts">${head.join('')}</dl>`,
    explanationSection(advice, language),
    ...chartSections(advice, language),
    advice.findings.length === 0
      ? `<section><h2>${escapeHtml(say.findings)}</h2><p>${escapeHtml(say.nothingFound)}</p></section>`
      : section(findingTable(advice, language)),
    section(figureTable(advice, language)),
    `<section><h2>${escapeHtml(say.points)}</h2>${pointTables(advice, language)
      .map((table) => `<h3>${escapeHtml(table.title)}</h3>${tableHtml(table)}`)
      .join('')}</section>`,
    section(assumptionTable(advice, language)),
    `<section><h2>${escapeHtml(say.legal)}</h2>${paragraphs(advice.disclaimers.map((one) => one[language]))}</section>`,
    `<section><h2>${escapeHtml(say.versions)}</h2>${paragraphs(versionLines(advice, language))}</section>`,
    '</main>',
    '</html>',
    '',
  ].join('\n');
}

function explanationSection(advice: Advice, language: Language): string {
  const { explanation } = advice;
  if (explanation === null) return '';
  const notes = explanationNote(advice, language).map((note) => `<p class="note">${escapeHtml(note)}</p>`);
  const lang = explanation.language === 'zh' ? 'zh-Hans' : 'en';
  return `<section lang="${lang}"><h2>${escapeHtml(words[language].explanation)}</h2>${linkedText(explanation)}${notes.join('')}</section>`;
}

/** Each number leads to its figure: what a reader doubts can be looked up. */
function linkedText({ text, numbers }: NonNullable<Advice['explanation']>): string {
  let html = '';
  let from = 0;
  for (const { start, end, figure } of numbers) {
    if (figure === null) continue;
    html += escapeHtml(text.slice(from, start));
    html += `<a href="#${escapeHtml(figure)}">${escapeHtml(text.slice(start, end))}</a>`;
    from = end;
  }
  html += escapeHtml(text.slice(from));
  return html
    .split('\n\n')
    .map((paragraph) => `<p>${paragraph.replaceAll('\n', '<br>')}</p>`)
    .join('');
}

function chartSections({ plan }: Advice, language: Language): string[] {
  if (plan === null) return [];
  return [allocationChart, frontierChart, fanChart, drawdownChart].map(
    (chart) => `<section>${chart(plan.charts, language)}</section>`,
  );
}

function section(table: Table): string {
  return `<section><h2>${escapeHtml(table.title)}</h2>${tableHtml(table)}</section>`;
}

function tableHtml({ title, head, rows }: Table): string {
  const cell = (text: string, i: number, row: readonly string[]): string => {
    // The last column of the figures is the id that the explanation links to.
    const id = i === row.length - 1 && /^[a-z]+\.[\w.-]+$/.test(text) ? ` id="${escapeHtml(text)}"` : '';
    return `<td${id}>${escapeHtml(text)}</td>`;
  };
  return (
    `<div class="wide" tabindex="0" role="region" aria-label="${escapeHtml(title)}"><table><thead><tr>${head.map((name) => `<th scope="col">${escapeHtml(name)}</th>`).join('')}</tr></thead>` +
    `<tbody>${rows.map((row) => `<tr>${row.map((text, i) => cell(text, i, row)).join('')}</tr>`).join('')}</tbody></table></div>`
  );
}

function paragraphs(lines: readonly string[]): string {
  return lines.map((line) => `<p>${escapeHtml(line)}</p>`).join('');
}
