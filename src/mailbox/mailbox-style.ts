import type { Html } from './html.js';

/** One quiet style for both pages. Contrast is at least 4.5 to 1; state is said in words, colour only repeats it. */
export const mailboxStyle: Html = {
  markup: `
:root { color-scheme: light; --ink: #1c2430; --soft: #566071; --line: #d8dde4; --paper: #fff; --ground: #f4f6f8; --blue: #1a5485; --amber: #fff4dc; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.6 system-ui, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; }
header, main, .notice { max-width: 68rem; margin: 0 auto; padding: 0 1.25rem; }
header { display: flex; justify-content: space-between; align-items: baseline; padding-top: .5rem; }
.product a { font-weight: 600; color: var(--ink); text-decoration: none; }
.notice { margin: 0 auto; padding-block: .5rem; background: var(--amber); border: 1px solid #ecd9a8; border-radius: .4rem; max-width: 65.5rem; width: calc(100% - 2.5rem); }
h1 { font-size: 1.5rem; line-height: 1.3; margin: 1.5rem 0 1rem; overflow-wrap: anywhere; }
h2 { font-size: 1.1rem; margin: 1.75rem 0 .5rem; }
a { color: var(--blue); }
a:focus-visible, input:focus-visible, button:focus-visible, summary:focus-visible, iframe:focus-visible { outline: 3px solid #e0a100; outline-offset: 2px; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: .5rem; background: var(--paper); padding: .5rem; }
form { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; margin-bottom: 1rem; }
label { display: block; font-size: .875rem; color: var(--soft); }
input { font: inherit; padding: .35rem .6rem; border: 1px solid #8a94a3; border-radius: .3rem; width: 17rem; max-width: 100%; }
button { font: inherit; padding: .4rem 1.1rem; border: 0; border-radius: .3rem; background: var(--blue); color: #fff; cursor: pointer; }
table { width: 100%; border-collapse: collapse; background: var(--paper); border: 1px solid var(--line); }
caption { text-align: left; color: var(--soft); font-size: .875rem; padding-bottom: .35rem; }
th, td { text-align: left; vertical-align: top; padding: .55rem .75rem; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
thead th { font-size: .875rem; color: var(--soft); font-weight: 600; }
tbody th { font-weight: 600; }
td.time { white-space: nowrap; font-variant-numeric: tabular-nums; }
.copy { display: inline-block; margin-top: .2rem; padding: 0 .5rem; border-radius: .3rem; background: var(--amber); border: 1px solid #ecd9a8; font-size: .875rem; font-weight: 400; }
.empty { background: var(--paper); border: 1px solid var(--line); padding: 2rem; text-align: center; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1.25rem; background: var(--paper); border: 1px solid var(--line); padding: .9rem 1rem; margin: 0; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
pre { background: var(--paper); border: 1px solid var(--line); padding: 1rem; margin: 0; font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; }
iframe { width: 100%; height: 32rem; border: 1px solid var(--line); background: var(--paper); }
summary { cursor: pointer; color: var(--blue); }
details { margin-top: 1.5rem; }
@media (max-width: 40rem) { thead { display: none; } tbody tr, tbody th, tbody td { display: block; border-bottom: 0; padding-block: .1rem; } tbody tr { border-bottom: 1px solid var(--line); padding-block: .5rem; } dl { grid-template-columns: 1fr; } }
`,
};
