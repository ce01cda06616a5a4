/**
 * The pages of docs/diagrams: one for each kind of case and an index. They say nothing that the definitions do not say.
 * @param loaded definitions as the loader gives them
 * @param diagram the engine's Mermaid text of one definition
 * @returns page name to its text
 */
export function diagramPages(loaded, diagram) {
  const byType = new Map();
  for (const { definition } of loaded) {
    byType.set(definition.workflow, [...(byType.get(definition.workflow) ?? []), definition]);
  }
  const pages = { 'README.md': indexOf(byType) };
  for (const [type, versions] of byType) pages[`${type}.md`] = pageOf(type, versions, diagram);
  return pages;
}

const origin =
  '<!-- Written by `node scripts/write-diagrams.mjs` from the definitions in workflows/; change those, not this page. -->';

function indexOf(byType) {
  const sorted = [...byType].sort(([, [left]], [, [right]]) => (left.task ?? 99) - (right.task ?? 99));
  const rows = sorted.map(([type, versions]) => {
    const [{ title, task, clocks }] = versions.slice(-1);
    return `| ${task ?? '–'} | [${title.zh}](${type}.md) | ${title.en} | ${versions.length} | ${Object.keys(clocks).length} |`;
  });
  return page([
    origin,
    '# 流程图 · State diagrams',
    'One page for each kind of case, with its clocks. "Task" is the number in the founding notice of 2016; – marks a duty that the law adds.',
    ['| Task | 事项 | Case | Versions | Clocks |', '| ---: | --- | --- | ---: | ---: |', ...rows].join('\n'),
  ]);
}

function pageOf(type, versions, diagram) {
  const [{ title }] = versions.slice(-1);
  return page([
    origin,
    `# ${title.zh} · ${title.en}`,
    ...versions.flatMap((definition) => versionOf(type, definition, diagram)),
  ]);
}

function versionOf(type, definition, diagram) {
  const { version, summary, law, effectiveFrom, effectiveUntil } = definition;
  const until = effectiveUntil === null ? '' : `, until ${effectiveUntil}`;
  return [
    `## Version ${version}: matters that arose from ${effectiveFrom}${until}`,
    `${summary.zh}\n\n${summary.en}`,
    `Rules: [\`${type}/${version}.yaml\`](../../workflows/${type}/${version}.yaml). Laws: ${law.join('; ')}. Green steps are open to the public.`,
    `\`\`\`mermaid\n${diagram(definition)}\`\`\``,
    clockTable(definition),
  ];
}

function clockTable({ clocks }) {
  const rows = Object.values(clocks).map(({ zh, en, limit, law, startsOn, stopsOn }) =>
    row([`${zh} · ${en}`, limitInWords(limit), law, names(startsOn), names(stopsOn)]),
  );
  return ['| Clock | Limit | Law | Starts on | Stops on |', '| --- | --- | --- | --- | --- |', ...rows].join(
    '\n',
  );
}

function row(cells) {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function names(actions) {
  return actions.map((action) => `\`${action}\``).join(', ');
}

function limitInWords(limit) {
  const roll = limit.roll === 'next-working-day' ? ', rolled forward over days off' : '';
  if (limit.workingDays !== undefined) return counted(limit.workingDays, 'working day');
  if (limit.calendarDays !== undefined) return counted(limit.calendarDays, 'calendar day') + roll;
  if (limit.hours !== undefined) return counted(limit.hours, 'hour');
  if (limit.date !== undefined) return `next ${limit.date}${roll}`;
  if (limit.field !== undefined) return `the date in \`${limit.field}\``;
  const { months, days, roll: dayRoll } = limit.recurs;
  const rolled = dayRoll === 'next-working-day' ? ', rolled forward over days off' : '';
  return `day ${days.join(', ')} of months ${months.join(', ')}${rolled}`;
}

function counted(amount, unit) {
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`;
}

function page(parts) {
  return `${parts.join('\n\n')}\n`;
}
