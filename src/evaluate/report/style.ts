/** The report's style sheet: one accent a stage, three marks for numbers, light and dark by the reader's setting. */

export const style = `
:root {
  color-scheme: light dark;
  --ground: #fcfcfa; --panel: #ffffff; --ink: #1c1e21; --soft: #626870; --line: #e2e3df; --faint: #f2f2ee;
  --base: #666c75; --pretrain: #666c75; --zero: #96590a; --sft: #235d9c; --grpo: #067757;
  --found: #235d9c; --recomputed: #067757; --unsupported: #b32615;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #15171a; --panel: #1c1f23; --ink: #e6e7e4; --soft: #9aa0a8; --line: #30343a; --faint: #23272c;
    --base: #9298a1; --pretrain: #9298a1; --zero: #dba23f; --sft: #6fabec; --grpo: #40c19b;
    --found: #7cb4f0; --recomputed: #4fcaa5; --unsupported: #ff8270;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--ground); color: var(--ink);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
}
main { max-width: 1120px; margin: 0 auto; padding: 40px 24px 80px; }
header .name { color: var(--soft); margin: 0; font-size: 15px; }
h1 { font-size: clamp(21px, 2.6vw, 28px); line-height: 1.32; font-weight: 600; letter-spacing: -.012em; margin: 6px 0 8px; max-width: 34em; text-wrap: pretty; }
h2 { font-size: 20px; font-weight: 600; letter-spacing: -.01em; margin: 0 0 6px; }
h3 { font-size: 15px; font-weight: 600; margin: 26px 0 8px; }
section { margin-top: 52px; }
p { margin: 0 0 10px; max-width: 70ch; }
p.note { max-width: 100ch; }
.lead { font-size: 17px; color: var(--ink); max-width: 46em; margin-bottom: 16px; }
small, .note { color: var(--soft); font-size: 13px; font-weight: 400; }
td small, th small { display: block; font-size: 12px; line-height: 1.35; }
.facts { display: flex; flex-wrap: wrap; gap: 4px 28px; margin: 0; padding: 0; list-style: none; color: var(--soft); font-size: 14px; }
.facts b { color: var(--ink); font-weight: 600; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 15px; }
.scroll { overflow-x: auto; }
.stages { width: 100%; min-width: 560px; }
th, td { padding: 8px 14px 8px 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); font-weight: 400; }
thead th { border-bottom: 1px solid var(--soft); font-size: 14px; }
th:last-child, td:last-child { padding-right: 0; }
.number { text-align: right; white-space: nowrap; }
.best { font-weight: 600; }
tr.total th, tr.total td { font-weight: 600; border-bottom-color: var(--soft); }
tfoot th, tfoot td { color: var(--soft); font-size: 14px; }
.key { font-weight: 600; white-space: nowrap; }
.key::before { content: ""; display: inline-block; width: 9px; height: 9px; border-radius: 50%; background: var(--stage); margin-right: 7px; }
.stage-base { --stage: var(--base); } .stage-pretrain { --stage: var(--pretrain); } .stage-zero { --stage: var(--zero); }
.stage-sft { --stage: var(--sft); } .stage-grpo { --stage: var(--grpo); }
.dots { margin: 26px 0 10px; font-size: 14px; }
.dot-row, .dot-axis { display: grid; grid-template-columns: minmax(96px, 170px) 1fr; gap: 16px; align-items: center; }
.dot-row > span { overflow-wrap: anywhere; line-height: 1.25; }
.dot-row.total > span { font-weight: 600; }
.track { padding: 10px 0; border-left: 1px solid var(--line); border-right: 1px solid var(--line);
  background: repeating-linear-gradient(90deg, var(--line) 0 1px, transparent 1px 25%); }
.mark { position: relative; height: 9px; }
.mark b { position: absolute; top: 4px; height: 2px; background: var(--stage); opacity: .55; border-radius: 1px; }
.mark i { position: absolute; top: 1px; width: 8px; height: 8px; margin-left: -4px; border-radius: 50%; background: var(--stage); }
.dot-axis > div { position: relative; height: 20px; }
.dot-axis i { position: absolute; transform: translateX(-50%); font-style: normal; font-size: 12px; color: var(--soft); }
.tests { list-style: none; padding: 0; margin: 18px 0 0; font-variant-numeric: tabular-nums; }
.tests li { padding: 3px 0; }
.sure { font-weight: 600; } .unsure { color: var(--unsupported); }
.legend { display: flex; flex-wrap: wrap; gap: 4px 20px; align-items: baseline; font-size: 14px; max-width: none; }
.charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(310px, 100%), 1fr)); gap: 26px 30px; margin-top: 16px; }
.chart { margin: 0; position: relative; }
figcaption { display: flex; gap: 8px; align-items: baseline; font-size: 14px; margin-bottom: 4px; }
figcaption b { font-weight: 600; white-space: nowrap; }
.unit { color: var(--soft); font-size: 12px; margin-right: auto; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.last { color: var(--stage); font-weight: 600; font-variant-numeric: tabular-nums; white-space: nowrap; }
svg { display: block; width: 100%; height: auto; overflow: visible; touch-action: pan-y; }
.axis line { stroke: var(--line); }
.axis text { fill: var(--soft); font-size: 11px; font-variant-numeric: tabular-nums; }
path { fill: none; stroke: var(--stage); stroke-linejoin: round; }
path.raw { stroke-width: 1; opacity: .28; } path.smooth { stroke-width: 2; }
.cursor line { stroke: var(--soft); stroke-dasharray: 3 3; } .cursor circle { fill: var(--ground); stroke: var(--ink); stroke-width: 1.5; }
.tip { position: absolute; z-index: 2; pointer-events: none; background: var(--panel); border: 1px solid var(--line); border-radius: 6px;
  padding: 5px 9px; font-size: 12px; line-height: 1.45; white-space: pre; box-shadow: 0 3px 14px rgb(0 0 0 / .12); font-variant-numeric: tabular-nums; }
.funnel { display: flex; flex-wrap: wrap; gap: 10px; list-style: none; padding: 0; margin: 14px 0 20px; }
.funnel li { flex: 1 1 130px; background: var(--faint); border-radius: 8px; padding: 12px 14px; }
.funnel b { display: block; font-size: 22px; font-weight: 600; font-variant-numeric: tabular-nums; line-height: 1.25; }
.bar { display: block; height: 4px; border-radius: 2px; background: var(--line); margin-top: 8px; }
.bar i { display: block; height: 100%; border-radius: 2px; background: var(--grpo); }
details { border-top: 1px solid var(--line); }
details:last-of-type { border-bottom: 1px solid var(--line); }
summary { cursor: pointer; padding: 10px 0; list-style: none; display: flex; gap: 12px; align-items: baseline; font-size: 15px; }
summary::-webkit-details-marker { display: none; }
summary .ask { flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
details[open] summary .ask { white-space: normal; }
summary .id { color: var(--soft); font-size: 13px; white-space: nowrap; }
.badge { display: inline-block; min-width: 108px; font-size: 13px; font-weight: 600; white-space: nowrap; }
.badge::before { content: "✕"; display: inline-block; width: 18px; }
.badge.correct { color: var(--recomputed); } .badge.correct::before { content: "✓"; }
.badge.wrong, .badge.unparseable, .badge.truncated { color: var(--unsupported); }
.badge.unscorable, .badge.judge-error, .badge.unasked { color: var(--soft); }
.badge.unscorable::before, .badge.judge-error::before, .badge.unasked::before { content: "–"; }
.sides { display: grid; grid-template-columns: minmax(0, 5fr) minmax(0, 7fr); gap: 18px; }
.reasons { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(280px, 100%), 1fr)); gap: 16px 30px; padding-bottom: 18px; }
.sides h4, .reasons h4, .why { font-size: 13px; color: var(--soft); font-weight: 400; margin: 0 0 4px; }
.why { padding: 8px 0 16px; } .why b { color: var(--ink); font-weight: 600; }
pre { margin: 0; font: 13px/1.55 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; white-space: pre-wrap; overflow-wrap: anywhere;
  background: var(--faint); border-radius: 8px; padding: 12px 14px; }
pre .tag { color: var(--soft); }
mark { background: none; color: var(--mark); font-weight: 600; text-decoration: underline; text-underline-offset: 3px; text-decoration-thickness: 1.5px; cursor: help; }
mark.found { --mark: var(--found); } mark.recomputed { --mark: var(--recomputed); text-decoration-style: double; }
mark.unsupported, mark.misplaced, mark.miscalculated { --mark: var(--unsupported); text-decoration-style: wavy; text-decoration-thickness: 1px; }
.columns { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 30px; align-items: start; }
.plain { width: 100%; font-size: 14px; } .plain td { overflow-wrap: anywhere; } .plain th { color: var(--soft); width: 11.5em; } .plain th, .plain td { padding-top: 5px; padding-bottom: 5px; }
.hash { font: 12.5px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
@media (max-width: 720px) {
  main { padding: 24px 16px 60px; } section { margin-top: 40px; }
  .sides, .columns { grid-template-columns: minmax(0, 1fr); }
  .dot-row, .dot-axis { grid-template-columns: 92px 1fr; gap: 10px; } .dot-row { font-size: 12.5px; }
  summary { flex-wrap: wrap; gap: 2px 12px; } summary .ask { flex-basis: 100%; order: 3; }
  th, td { padding-right: 10px; }
}
@media print { details { break-inside: avoid; } body { background: #fff; } }
`;
