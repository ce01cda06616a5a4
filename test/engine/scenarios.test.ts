import { EnginePlay } from '../play-on-engine.js';
import { namedPart, readScenarios } from '../scenario-file.js';

describe.each(readScenarios())('$file', ({ scenario }) => {
  it(`${scenario.scenario} (engine alone)`, () => {
    const play = new EnginePlay(scenario);
    const told = scenario.steps.map((step) => namedPart(play.play(step), step.expect));
    expect(told).toEqual(scenario.steps.map(({ expect: wanted }) => wanted));
  });
});
