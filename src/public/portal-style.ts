import { hash } from 'node:crypto';

/** One style sheet for all pages. Contrast is at least 4.5 to 1, 7 to 1 on request; state is said in words, colour only repeats it. */
export const portalStyle = `
:root { color-scheme: light; --ink: #1b222c; --soft: #525c6b; --line: #d5dbe3; --paper: #fff; --ground: #f3f5f8; --link: #14508c; --bar: #143f6b; --bar-ink: #fff; --rule: #b3261e; --note: #fff6dd; --note-line: #e2c56b; --mark: #ffe69a; --focus: #d98e00; }
.high-contrast { color-scheme: dark; --ink: #fff; --soft: #f0f0f0; --line: #fff; --paper: #000; --ground: #000; --link: #ffe14d; --bar: #000; --bar-ink: #ffe14d; --rule: #ffe14d; --note: #000; --note-line: #ffe14d; --mark: #ffe14d; --focus: #0ff; }
@media (prefers-contrast: more) { :root:not(.high-contrast) { --soft: #222; --line: #444; --link: #003a75; } }
* { box-sizing: border-box; }
html { font-size: 100%; }
html.large-text { font-size: 140%; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1.0625rem/1.75 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
a { color: var(--link); text-underline-offset: .2em; text-decoration-thickness: 1px; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
h1, h2, h3 { line-height: 1.4; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; margin: 1.5rem 0 1rem; }
h2 { font-size: 1.2rem; margin: 0 0 .6rem; }
h3 { font-size: 1.05rem; margin: 0 0 .4rem; }
mark { background: var(--mark); color: #000; padding: 0 .1em; }
.wide { max-width: 72rem; margin: 0 auto; padding-inline: 1.25rem; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: .5rem; z-index: 1; background: var(--paper); padding: .5rem 1rem; }
.top { background: var(--paper); border-top: 5px solid var(--rule); }
.top .wide { display: flex; flex-wrap: wrap; gap: .75rem 2rem; align-items: center; justify-content: space-between; padding-block: 1rem; }
.brand { margin: 0; line-height: 1.3; }
.brand a { color: var(--ink); text-decoration: none; }
.brand strong { display: block; font-size: 1.5rem; letter-spacing: .04em; }
.brand span { color: var(--rule); font-size: 1rem; letter-spacing: .12em; }
[lang=en] .brand strong, [lang=en] .brand span { letter-spacing: 0; }
.find { display: flex; flex: 0 1 26rem; min-width: 0; }
.find input { flex: 1 1 0; width: 0; min-width: 0; border: 2px solid var(--bar); border-right: 0; border-radius: .25rem 0 0 .25rem; padding: .4rem .75rem; font: inherit; background: var(--paper); color: var(--ink); }
.find button { flex: none; border: 2px solid var(--bar); border-radius: 0 .25rem .25rem 0; padding: .4rem 1.25rem; font: inherit; background: var(--bar); color: var(--bar-ink); cursor: pointer; }
.high-contrast .find input, .high-contrast .find button { border-color: #fff; }
.bar { background: var(--bar); border-bottom: 1px solid var(--line); }
.bar .wide { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 2rem; }
.bar ul { list-style: none; display: flex; flex-wrap: wrap; margin: 0; padding: 0; }
.bar a { display: block; padding: .55rem .9rem; color: var(--bar-ink); text-decoration: none; }
.bar [aria-label]:first-child li:first-child a { margin-left: -.9rem; }
.bar a:hover, .bar a[aria-current] { text-decoration: underline; text-decoration-thickness: 3px; text-underline-offset: .45em; }
.bar .display { align-self: center; }
.bar .display a { font-size: .92rem; }
.bar .display li:last-child a { margin-right: -.9rem; }
main { padding-bottom: 2.5rem; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.piece { display: inline-block; }
.soft { color: var(--soft); font-size: .92rem; }
.columns { display: grid; grid-template-columns: minmax(0, 1fr) 17rem; gap: 1.5rem; align-items: start; margin-top: 1.5rem; }
.columns.facets-first { grid-template-columns: 17rem minmax(0, 1fr); margin-top: 0; }
.card { background: var(--paper); border: 1px solid var(--line); border-radius: .3rem; padding: 1.1rem 1.25rem; margin-bottom: 1.25rem; }
.card > h2:first-child { border-bottom: 2px solid var(--rule); padding-bottom: .4rem; display: flex; justify-content: space-between; align-items: baseline; gap: 1rem; }
.card > h2 a { font-size: .92rem; font-weight: 400; }
.types { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr)); gap: 0 1.25rem; }
ol.items, ul.plain { list-style: none; margin: 0; padding: 0; }
ol.items > li { padding: .8rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
ol.items > li:last-child { border-bottom: 0; }
ol.items .name { font-size: 1.1rem; }
ol.items p { margin: .15rem 0 0; }
ul.short li { display: flex; gap: 1rem; justify-content: space-between; align-items: baseline; padding: .3rem 0; }
ul.short li > :first-child { min-width: 0; overflow-wrap: anywhere; }
ul.short time, .count { flex: none; color: var(--soft); font-size: .9rem; font-variant-numeric: tabular-nums; }
.facet { margin-bottom: 1.1rem; }
.facet li { display: flex; gap: .75rem; justify-content: space-between; padding: .2rem 0; }
.facet [aria-current] { font-weight: 600; color: var(--ink); text-decoration: none; border-left: 4px solid var(--rule); padding-left: .5rem; }
.chosen { display: flex; flex-wrap: wrap; gap: .5rem; list-style: none; padding: 0; margin: 0 0 1rem; }
.chosen a { display: inline-block; padding: .1rem .75rem; border: 1px solid var(--link); border-radius: 1rem; text-decoration: none; background: var(--paper); }
.pages { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: baseline; margin-top: 1rem; }
.pages a { padding: .2rem .9rem; border: 1px solid var(--link); border-radius: .25rem; text-decoration: none; background: var(--paper); }
.trail { margin: 1rem 0 0; color: var(--soft); font-size: .92rem; }
.entry { display: grid; grid-template-columns: repeat(2, max-content minmax(0, 1fr)); margin: 0; border: 1px solid var(--line); background: var(--paper); }
.entry dt, .entry dd { padding: .45rem .8rem; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
.entry dt { background: var(--ground); color: var(--soft); white-space: nowrap; }
.entry dd { margin: 0; white-space: pre-line; }
.entry .whole { grid-column: 2 / -1; }
.entry > :nth-last-child(-n+2) { border-bottom: 0; }
.sheet { background: var(--paper); border: 1px solid var(--line); border-radius: .3rem; padding: 1.5rem 2rem; margin-top: 1rem; }
.sheet h1 { margin-top: 0; text-align: center; }
.sheet section { margin-top: 2rem; }
.sheet h2::first-letter, .sheet h3::first-letter { text-transform: uppercase; }
.sheet section > h2 { border-left: 5px solid var(--rule); padding-left: .7rem; }
.text { white-space: pre-line; overflow-wrap: anywhere; max-width: 46rem; }
.files li { padding: .5rem 0; border-bottom: 1px dashed var(--line); overflow-wrap: anywhere; }
.files li:last-child { border-bottom: 0; }
.notice { background: var(--note); border: 1px solid var(--note-line); border-left-width: 6px; padding: .75rem 1.1rem; margin: 1rem 0; }
.notice h2 { font-size: 1.05rem; margin: 0; }
section.notice, .sheet .notice { margin-top: 1rem; }
.sheet section.notice > h2 { border: 0; padding: 0; }
.related { margin-top: 1.25rem; }
.notice p { margin: .25rem 0; }
.foot { border-top: 1px solid var(--line); background: var(--paper); color: var(--soft); font-size: .92rem; }
.foot .wide { padding-block: 1.5rem; }
.foot ul { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; padding: 0; margin: 0 0 .5rem; }
.foot p { margin: .25rem 0; }
.printed { display: none; }
@media (max-width: 52rem) {
  .columns, .columns.facets-first { grid-template-columns: minmax(0, 1fr); }
  .columns.facets-first > aside { order: 2; }
  .find { flex: 1 1 100%; }
  .entry { grid-template-columns: max-content minmax(0, 1fr); }
  .sheet { padding: 1.1rem 1rem; }
}
@media (max-width: 30rem) { .entry { grid-template-columns: minmax(0, 1fr); } .entry .whole { grid-column: auto; } .entry dt { border-bottom: 0; padding-block: .3rem 0; background: none; } .entry dd { padding-top: 0; } .find button { padding-inline: .8rem; } .wide { padding-inline: 1rem; } .brand strong { font-size: 1.3rem; } .card { padding: 1rem; } .bar a { padding-inline: .7rem; } .bar .display li:first-child a { margin-left: -.7rem; } .bar [aria-label]:first-child li:first-child a { margin-left: -.7rem; } }
@media (forced-colors: active) { .facet [aria-current] { border-left-color: Highlight; } }
@media print {
  .top, .bar, .foot, .skip, .trail, .pages, .related, aside { display: none; }
  .printed { display: block; font-size: 9pt; border-top: 1px solid #000; margin-top: 12pt; }
  body { background: #fff; color: #000; font: 11pt/1.6 "FangSong", "STFangsong", "Noto Serif CJK SC", serif; }
  .sheet, .card { border: 0; padding: 0; }
  .wide { max-width: none; padding: 0; }
  section, .entry { break-inside: avoid-page; }
  @page { size: A4; margin: 2cm; }
}
`;

/** Changes with the sheet, so that it may be kept for as long as a reader likes. */
export const portalStyleVersion = hash('sha256', portalStyle, 'base64url').slice(0, 12);
