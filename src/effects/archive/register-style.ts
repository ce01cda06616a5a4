/** For A4 from any browser: forms keep together, table heads repeat on every page. */
export const registerStyle = `
@page { size: A4; margin: 20mm 18mm; }
body { font: 12pt/1.5 "FangSong", "STFangsong", "Noto Serif CJK SC", "SimSun", serif; color: #000; max-width: 174mm; margin: 0 auto; }
h1 { font: bold 18pt/1.3 "SimHei", "Noto Sans CJK SC", sans-serif; text-align: center; margin: 0 0 4mm; }
h2 { font: bold 14pt/1.3 "SimHei", "Noto Sans CJK SC", sans-serif; margin: 8mm 0 2mm; }
p.english { text-align: center; font-size: 10pt; margin: 0 0 6mm; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 0.3mm solid #000; padding: 1.2mm 1.6mm; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { font-weight: bold; }
thead { display: table-header-group; }
tr, .together { break-inside: avoid; }
h2 { break-after: avoid; }
table:not(.register) th:first-child { width: 44mm; }
@media screen { body { margin: 10mm auto; } }
.register { font-size: 9.5pt; }
.register td.number, .register td.date { white-space: nowrap; }
.number { text-align: right; }
.digest { font: 8pt/1.4 "Noto Sans Mono", "Consolas", monospace; }
.signature td { height: 20mm; }
.check td { height: 8mm; }
.warning { border: 0.5mm solid #000; padding: 2mm; font-weight: bold; }
.new-page { break-before: page; }
`;
