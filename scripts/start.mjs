import { buildIfStale } from './build-if-stale.mjs';

// In this process, so that Ctrl-C reaches the application itself and not a wrapper around it.
buildIfStale();
await import('../dist/main.js');
