import { readVocabulary } from '../definitions/load-vocabulary.js';
import { join } from 'node:path';
import { demoPassword, demoPeople } from './demo-people.js';
import type { Services } from './compose.js';

/**
 * Makes the demo bureau in an empty database, through the same use cases as everything else. Begun and not finished, it is
 * begun again at the next start: the mark that it is done comes last.
 */
export async function seedDemo({ settings, pool, registerPeople }: Services, root: string): Promise<void> {
  const { rows } = await pool.query<{ is_demo: boolean; people: number }>(
    'select is_demo, (select count(*) from person) as people from installation',
  );
  const [installation] = rows;
  if (installation && (!installation.is_demo || installation.people >= demoPeople.length)) return;
  if (!installation) {
    await pool.query(
      `insert into installation (is_demo, bureau_zh, bureau_en) values ($1, $2, $3) on conflict do nothing`,
      settings.isDemoWanted
        ? [true, '示例市司法局', 'Demo Justice Bureau']
        : [false, '（未命名单位）', '(unnamed bureau)'],
    );
  }
  await registerPeople.sections(sectionsOf(root));
  if (!settings.isDemoWanted) return;
  for (const { does, ...person } of demoPeople) {
    await registerPeople.person({
      ...person,
      email: `${person.username}@demo.example`,
      language: 'zh',
      password: demoPassword,
    });
  }
}

function sectionsOf(root: string) {
  const { sections } = readVocabulary(join(root, 'workflows')).vocabulary;
  return Object.entries(sections).map(([id, section]) => ({ id, ...section }));
}
