/** `report.html`: one file that asks nothing of any network and can be mailed; its policy allows its own script and no other. */

import { createHash } from 'node:crypto';
import { decisions } from '../../check/verdict.ts';
import type { BatchReport } from './batch-report.ts';
import { pageFindings } from './page-data.ts';
import { showFindings } from './page-script.ts';
import { pageStyle } from './page-style.ts';
import { pageWords, type PageWords } from './page-words.ts';

export function htmlReport(report: BatchReport): string {
  const { summary, texts, rules } = report;
  const words = pageWords(texts.map(({ checked }) => checked.language));
  const data = JSON.stringify({ findings: pageFindings(report), words }).replaceAll('<', '\\u003c');
  const script = `(() => {
const { findings, words } = JSON.parse(document.getElementById('data').textContent);
(${String(showFindings)})(findings, words);
})();`;
  const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  const policy = `default-src 'none'; script-src ${hash(script)}; style-src ${hash(pageStyle)}; base-uri 'none'; form-action 'none'`;
  const faulty = texts.filter(({ checked }) => checked.modelFaults.length > 0).length;
  const unread = texts.filter(({ checked }) => checked.notes !== undefined).length;
  const figures = decisions.map(
    (each) =>
      `<div class="${each.replace(' ', '-')}"><b>${summary.decisions[each].toLocaleString('en')}</b>${words[each]}</div>`,
  );
  return `<!doctype html>
<html lang="${words.lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<title>${words.title}: ${escaped(summary.name)}</title>
<style>${pageStyle}</style>
</head>
<body>
<main>
<h1>${words.title}: ${escaped(summary.name)}</h1>
<p class="facts">${escaped((summary.begun ?? '').slice(0, 16).replace('T', ' '))} UTC</p>
<p class="facts">${words.rulebooks}: ${summary.rulebooks.map(({ name, version }) => `${escaped(name)} ${escaped(version.slice(0, 12))}`).join(', ')}</p>
<p class="facts">${words.model}: ${escaped(summary.model ?? words.noModel)}</p>
${summary.status === 'finished' ? '' : `<p class="reason"><b>${words.unfinished}</b></p>`}
${unread === 0 ? '' : `<p class="reason"><b>${unread} ${words.unreadLanguage}</b></p>`}
${faulty === 0 ? '' : `<p class="reason"><b>${faulty} ${words.faults}</b></p>`}
${summary.notes.length === 0 ? '' : `<p class="reason"><b>${words.unread}</b></p><ul class="line">${summary.notes.map((note) => `<li>${escaped(note)}</li>`).join('')}</ul>`}
<div class="figures"><div><b>${summary.done.toLocaleString('en')}</b>${words.texts}</div>${figures.join('')}</div>
${rulesTable(rules, words)}
<form autocomplete="off">
${(['decision', 'severity', 'rule', 'state'] as const).map((key) => `<label>${words[key]}<select id="${key}"><option value="">${words.all}</option></select></label>`).join('\n')}
<label>${words.search}<input id="search" type="search"></label>
</form>
<p class="count" id="count" role="status"></p>
<div id="list"></div>
<p id="none" hidden>${words.none}</p>
<button id="more" type="button" hidden>${words.more}</button>
</main>
<footer><p>${words.about}</p></footer>
<script type="application/json" id="data">${data}</script>
<script>${script}</script>
</body>
</html>
`;
}

function rulesTable(rules: BatchReport['rules'], words: PageWords): string {
  if (rules.length === 0) return '';
  const rows = rules.map(
    ({ id, title, citation, breaches, reviews }) =>
      `<tr><td>${escaped(title)} <code>${escaped(id)}</code></td><td>${escaped(citation)}</td><td class="n">${breaches}</td><td class="n">${reviews}</td></tr>`,
  );
  return `<table><thead><tr><th>${words.rule}</th><th>${words.citation}</th><th class="n">${words.breach}</th><th class="n">${words['needs review']}</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
