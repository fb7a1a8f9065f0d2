/** Style of the explorer and of the bars above it. */

export const explorerStyle = `
:root { --misplaced: #8a4fbe; --amber: #96590a; --stone: #666c75; --pale: #c3c6ca; }
.series-1 { --stage: var(--grpo); } .series-2 { --stage: var(--sft); } .series-3 { --stage: var(--zero); }
.series-4 { --stage: var(--misplaced); } .series-5 { --stage: var(--unsupported); } .series-6 { --stage: var(--base); }
@media (prefers-color-scheme: dark) { :root { --misplaced: #c79af0; --amber: #dba23f; --stone: #9298a1; --pale: #4b5058; } }
.meters { width: 100%; } .meters .wide { width: 40%; min-width: 140px; }
.meter { position: relative; height: 9px; margin: 7px 0; background: var(--faint); border-radius: 2px; }
.meter i { position: absolute; inset: 0 auto 0 0; background: var(--stage); opacity: .5; border-radius: 2px; }
.meter b { position: absolute; top: 3.5px; height: 2px; background: var(--ink); }
.stack { display: flex; height: 12px; margin: 6px 0; border-radius: 2px; overflow: hidden; background: var(--faint); }
.swatch::before { content: ""; display: inline-block; width: 11px; height: 11px; border-radius: 2px; background: var(--fill); margin-right: 7px; }
.stack i { background: var(--fill); }
.outcome-correct { --fill: var(--recomputed); } .outcome-wrong { --fill: var(--unsupported); } .outcome-truncated { --fill: var(--amber); }
.outcome-unparseable { --fill: var(--misplaced); } .outcome-unscorable { --fill: var(--stone); } .outcome-judge-error { --fill: var(--ink); } .outcome-unasked { --fill: var(--pale); }
.bin line { stroke: var(--stage); stroke-width: 2; opacity: .6; } .bin circle { fill: var(--stage); } .axis .small { font-size: 9.5px; }
kbd { font: 12px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; border: 1px solid var(--line); border-radius: 4px; padding: 0 5px; }
.filters, #answer-filters { display: flex; flex-wrap: wrap; gap: 10px 14px; align-items: end; }
#answer-filters { display: contents; }
.filters label { display: flex; flex-direction: column; font-size: 12px; color: var(--soft); gap: 2px; min-width: 0; flex: 1 1 130px; max-width: 240px; }
.filters label[hidden] { display: none; }
.filters .query { flex: 1 1 100%; max-width: none; }
input, select, button { font: inherit; font-size: 14px; color: var(--ink); background: var(--panel); border: 1px solid var(--line); border-radius: 6px; padding: 5px 9px; min-width: 0; max-width: 100%; }
button { cursor: pointer; } button:hover { border-color: var(--soft); }
:focus-visible { outline: 2px solid var(--sft); outline-offset: 1px; }
#answer-count { margin: 12px 0 6px; }
#answer-list { position: relative; height: min(62vh, 560px); overflow-y: auto; border: 1px solid var(--line); border-radius: 8px; background: var(--panel); contain: strict; }
#answer-list > div { position: relative; }
.row { position: absolute; inset: 0 0 auto; height: 56px; padding: 7px 14px; display: grid; grid-template-columns: 116px minmax(0, 1fr); gap: 0 10px; align-content: center;
  border-bottom: 1px solid var(--line); cursor: pointer; contain: strict; }
.row[hidden] { display: none; }
.row .badge { grid-row: span 2; align-self: center; }
.row .ask, .row .note { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; line-height: 1.4; }
.row .ask { font-size: 15px; }
.row:hover { background: var(--faint); }
.row[aria-selected="true"] { background: var(--faint); box-shadow: inset 3px 0 var(--sft); }
#samples > .legend { margin-top: 12px; }
#answer { scroll-margin-top: 8px; margin-top: 22px; padding-top: 14px; border-top: 2px solid var(--line); outline: none; }
#answer h3 { margin: 10px 0 12px; font-size: 17px; overflow-wrap: anywhere; } #answer h3 .badge { margin-right: 10px; min-width: 0; }
.answer-bar { display: flex; flex-wrap: wrap; gap: 6px 8px; align-items: center; max-width: none; } .answer-bar .note { flex: 1 1 260px; overflow-wrap: anywhere; }
.answer-facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(250px, 100%), 1fr)); gap: 6px 24px; margin: 0 0 16px; font-size: 14px; }
.answer-facts dt { color: var(--soft); font-size: 12px; } .answer-facts dd { margin: 0; overflow-wrap: anywhere; }
td .key { white-space: normal; overflow-wrap: anywhere; }
.sides pre { max-height: 82vh; overflow: auto; }
.trace-box { position: relative; }
.trace-box .tip { white-space: normal; max-width: min(340px, 100%); } .tip[hidden] { display: none; }
mark.misplaced { --mark: var(--misplaced); text-decoration-style: dashed; }
mark.untraced { --mark: var(--amber); text-decoration-style: dotted; }
mark.miscalculated { --mark: var(--unsupported); text-decoration-style: dashed; }
mark.abandoned { opacity: .6; }
mark:focus { outline: 2px solid var(--mark); outline-offset: 1px; border-radius: 2px; }
.wrong-claim { background: color-mix(in srgb, var(--unsupported) 8%, transparent); border-bottom: 2px solid var(--unsupported); }
.wrong-claim::after { content: " computed " attr(data-computed); color: var(--unsupported); font-size: 11px; margin-left: 6px; }
@media (max-width: 720px) {
  .row { grid-template-columns: 30px minmax(0, 1fr); } .row .badge { min-width: 0; font-size: 0; } .row .badge::before { font-size: 15px; }
  .filters label { flex-basis: 40%; max-width: none; }
  .sides .prompt { max-height: 40vh; } .answer-facts { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 6px 14px; }
}
@media print {
  .filters, .answer-bar button, #answer-list { display: none; }
  .sides { display: block; } .sides pre { max-height: none; }
}
`;
