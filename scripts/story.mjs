import { buildIfStale } from './build-if-stale.mjs';

buildIfStale();
await import('../dist/cli/story.js');
