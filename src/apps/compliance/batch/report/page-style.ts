/** Style of a report's page. */

export const pageStyle = `
:root { color-scheme: light dark; --ink: #1c2024; --soft: #5c646d; --line: #d9dde1; --panel: #fff; --ground: #f6f7f8; --breach: #b3261e; --review: #8a5a00; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e8ea; --soft: #9aa3ac; --line: #363c42; --panel: #1b1f23; --ground: #131619; --breach: #ff8a80; --review: #e5b04c; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1000px; padding: 24px 16px 60px; background: var(--ground); color: var(--ink); font: 15px/1.55 system-ui, "PingFang SC", "Noto Sans SC", "Microsoft YaHei", sans-serif; }
h1 { font-size: 24px; margin: 0 0 4px; } h2 { font-size: 16px; margin: 6px 0; } code { font-size: 12px; color: var(--soft); font-weight: 400; }
.facts, .line, .count, footer { color: var(--soft); font-size: 13px; margin: 4px 0; overflow-wrap: anywhere; }
.figures { display: flex; flex-wrap: wrap; gap: 10px; margin: 18px 0; }
.figures div { background: var(--panel); border: 1px solid var(--line); border-radius: 8px; padding: 10px 18px; min-width: 110px; }
.figures b { display: block; font-size: 24px; line-height: 1.2; font-variant-numeric: tabular-nums; }
.figures .breach b { color: var(--breach); } .figures .needs-review b { color: var(--review); }
table { border-collapse: collapse; width: 100%; font-size: 14px; margin: 12px 0 20px; } td, th { text-align: left; padding: 5px 10px 5px 0; border-bottom: 1px solid var(--line); } .n { text-align: right; font-variant-numeric: tabular-nums; }
form { display: flex; flex-wrap: wrap; gap: 10px; background: var(--ground); padding: 10px 0; }
@media (min-width: 720px) { form { position: sticky; top: 0; } }
label { font-size: 12px; color: var(--soft); display: flex; flex-direction: column; flex: 1 1 140px; }
input, select, button { font: inherit; font-size: 14px; color: var(--ink); background: var(--panel); border: 1px solid var(--line); border-radius: 6px; padding: 6px 9px; min-width: 0; max-width: 100%; }
:focus-visible { outline: 2px solid #3178c6; outline-offset: 1px; }
.finding { background: var(--panel); border: 1px solid var(--line); border-left: 4px solid var(--review); border-radius: 8px; padding: 12px 16px; margin: 12px 0; }
.finding.breach { border-left-color: var(--breach); }
.finding header { display: flex; flex-wrap: wrap; gap: 4px 12px; font-size: 13px; color: var(--soft); }
.badge { font-weight: 600; color: var(--review); } .breach .badge, .severity.critical { color: var(--breach); }
.where { margin-left: auto; overflow-wrap: anywhere; }
.citation { font-weight: 400; font-size: 13px; color: var(--soft); }
blockquote { margin: 8px 0; padding: 8px 12px; background: var(--ground); border-radius: 6px; white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: isolate; }
mark { background: color-mix(in srgb, var(--breach) 22%, transparent); color: inherit; border-bottom: 2px solid var(--breach); }
.needs-review mark { background: color-mix(in srgb, var(--review) 22%, transparent); border-bottom-color: var(--review); }
.reason { margin: 6px 0; }
[hidden] { display: none !important; }
@media print { form, #more { display: none; } body { max-width: none; background: none; } .finding { break-inside: avoid; } }
`;
