import { buildIfStale } from './build-if-stale.mjs';

buildIfStale();
await import('../bench/index.mjs');
