/** How the HTML report looks, on paper and in the dark too. */

export const style = `
:root { color-scheme: light dark; --ink: #1c2530; --soft-ink: #55606d; --paper: #fff; --line: #d5dbe2; --main: #1f5fa8; --soft: #5d8f3e; --limit: #a8321f; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8edf2; --soft-ink: #a9b4c0; --paper: #14191f; --line: #3a4450; --main: #7fb2ec; --soft: #9ccb7c; --limit: #f08f7d; } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem; }
h1 { font-size: 1.7rem; } h2 { font-size: 1.2rem; margin-top: 2rem; } h3 { font-size: 1rem; }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: .5rem 1.5rem; }
.facts dt, .note { color: var(--soft-ink); font-size: .875rem; } .facts dd { margin: 0; font-weight: 600; }
figure { margin: 0; } figcaption { font-weight: 600; } svg { width: 100%; height: auto; } a { color: var(--main); }
svg text { fill: var(--ink); font-size: 11px; } svg .name { fill: var(--soft-ink); }
svg .grid { stroke: var(--line); } svg .line { fill: none; stroke: var(--main); stroke-width: 2; } svg .other { fill: none; stroke: var(--soft); stroke-width: 1.5; stroke-dasharray: 5 3; }
svg .band { fill: var(--main); opacity: .18; } svg .main { fill: var(--main); } svg .soft { fill: var(--soft); } svg .goal { fill: var(--limit); }
svg .limit { stroke: var(--limit); stroke-dasharray: 4 4; }
.wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: .875rem; }
th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; } :target { outline: 2px solid var(--main); }
dd, .facts, p { overflow-wrap: anywhere; }
@media (max-width: 40rem) { main { padding: 1rem; } h1 { font-size: 1.4rem; } svg text { font-size: 16px; } th, td { padding: .3rem .4rem; min-width: 5.5em; } }
@media print { main { max-width: none; padding: 0; } section { break-inside: avoid-page; } }
`;
