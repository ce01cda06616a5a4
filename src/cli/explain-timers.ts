import type { Pool } from 'pg';
import { readOne } from '../cases/case-store.js';
import { NotFound } from '../cases/refused.js';
import { explainClock, type Derivation } from '../engine/clock.js';
import { currentRun } from '../engine/record-facts.js';
import { asTx } from '../platform/transactions.js';
import { say, sayJson, type Command } from './command.js';
import { withServices } from './open-database.js';
import { tellDerivation } from './tell-derivation.js';

export const timersExplain: Command = {
  name: 'timers explain',
  usage: '<件号或编号 case number or id> [--json]',
  help: {
    zh: '逐日说明每个时限的到期日从何而来',
    en: 'why each clock of a case is due when it is, day by day',
  },
  options: { json: { type: 'boolean' } },
  takes: [1, 1],
  run: (call) =>
    withServices(call, async ({ pool, definitions, worlds }) => {
      const id = await caseCalled(pool, call.words[0] ?? '');
      const found = await readOne(asTx(pool), id);
      if (!found) throw new NotFound('case', id);
      const { number, title, file } = found.stored;
      const definition = definitions.get(file.type, file.version);
      const clocks: { name: string; zh: string; en: string; derivation: Derivation }[] = [];
      for (const [name, { facts }] of Object.entries(file.clocks)) {
        const clock = definition.clocks[name];
        if (!clock || facts.length === 0) continue;
        const derivation = explainClock(clock, currentRun(facts), worlds.at(found.now).calendar, file.fields);
        clocks.push({ name, zh: clock.zh, en: clock.en, derivation });
      }
      if (call.options['json'] === true) {
        sayJson(call, { id, number, clocks });
        return 0;
      }
      say(call, `${number}  ${title}`);
      if (clocks.length === 0) say(call, { zh: '没有时限在计时。', en: 'No clock has started.' });
      for (const { derivation, ...titles } of clocks)
        say(call, `\n${tellDerivation(titles[call.language], derivation, call.language)}`);
      return 0;
    }),
};

/** A clerk knows the number, a program the id. */
async function caseCalled(pool: Pool, name: string): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(
    'select id from cases where number = $1 or id::text = $1',
    [name],
  );
  if (!rows[0]) throw new NotFound('case', name);
  return rows[0].id;
}
