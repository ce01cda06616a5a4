import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { namedPart, readScenarios, type Expectation } from '../scenario-file.js';
import { ServicePlay } from './play-on-service.js';
import { runService, type RunningService } from './running-service.js';

let service: RunningService;
beforeAll(async () => {
  service = await runService();
});
afterAll(() => service.end());

describe.each(readScenarios())('$file', ({ scenario }) => {
  it(`${scenario.scenario} (real service)`, async () => {
    const play = new ServicePlay(scenario, service);
    const told: unknown[] = [];
    for (const step of scenario.steps)
      told.push(inOrder(namedPart(await play.play(step), step.expect) as Expectation));
    expect(told).toEqual(scenario.steps.map(({ expect: wanted }) => inOrder(wanted)));
  });
});

/** What is exposed is a set: PostgreSQL keeps the keys in an order of its own. */
function inOrder(part: Expectation): Expectation {
  return part.exposed ? { ...part, exposed: [...part.exposed].sort() } : part;
}
