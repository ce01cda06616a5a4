import { destinationsOf } from './conditions.js';
import type { Definition } from './definition.js';

/** A Mermaid state diagram of a definition: who moves it, with its clocks beside it. */
export function diagram(definition: Definition, language: 'zh' | 'en' = 'zh'): string {
  const lines = ['stateDiagram-v2'];
  for (const [name, state] of Object.entries(definition.states))
    lines.push(`  state "${escape(state[language])}" as ${id(name)}`);
  lines.push(`  [*] --> ${id(definition.startsIn)}`);
  for (const [name, state] of Object.entries(definition.states)) {
    for (const action of Object.values(state.on))
      for (const to of destinationsOf(action))
        lines.push(`  ${id(name)} --> ${id(to)}: ${escape(action[language])}`);
    if (state.final) lines.push(`  ${id(name)} --> [*]`);
    if (state.public || state.keepsPublic) lines.push(`  class ${id(name)} public`);
  }
  lines.push('  classDef public fill:#e6f4ea,stroke:#137333');
  return `${lines.join('\n')}\n`;
}

function id(name: string): string {
  return name.replaceAll('-', '_');
}

function escape(text: string): string {
  return text.replaceAll('"', "'").replaceAll(':', '：').replaceAll(';', '；');
}
