import { register } from 'node:module';

/** The product in a process of its own, from its source as it stands: what it writes to its log can be read whole. */
register('../setup/typescript-hooks.mjs', import.meta.url);
await import('../../src/main.ts');
