import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { readSettings } from '../../src/platform/settings.js';

const duration = z.string().regex(/^\d+s$/);
const ownVolume = z.string().regex(/^[a-z]+:\/[a-z/]+$/, 'a volume by name, not a folder of the machine');
const loopbackPort = z.string().regex(/^127\.0\.0\.1:\d+:\d+$/, 'a published port is open on this machine alone');
const pinnedImage = z
  .string()
  .regex(/^[a-z0-9/]+:v?\d+\.\d+(\.\d+)?(-[a-z]+)*$/, 'an image is pinned to a release');

/** The keys of the Compose specification that this file uses. A key that is misspelt is not among them. */
const serviceSchema = z.strictObject({
  build: z.literal('.').optional(),
  image: pinnedImage,
  init: z.boolean().optional(),
  restart: z.literal('unless-stopped'),
  stop_grace_period: duration.optional(),
  cap_drop: z.array(z.literal('ALL')).optional(),
  security_opt: z.array(z.literal('no-new-privileges:true')).optional(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string().regex(/^[A-Z_]+$/), z.string()).optional(),
  volumes: z.array(ownVolume).optional(),
  ports: z.array(loopbackPort).optional(),
  depends_on: z
    .record(z.string(), z.strictObject({ condition: z.enum(['service_healthy', 'service_started']) }))
    .optional(),
  healthcheck: z
    .strictObject({
      test: z.tuple([z.enum(['CMD', 'CMD-SHELL'])], z.string()),
      interval: duration,
      timeout: duration,
      retries: z.number().int().positive(),
      start_period: duration.optional(),
    })
    .optional(),
});
const composeSchema = z.strictObject({
  name: z.string(),
  'x-app': z.unknown(),
  'x-environment': z.unknown(),
  services: z.record(z.string(), serviceSchema),
  volumes: z.record(z.string(), z.strictObject({})),
});

const text = readFileSync('docker-compose.yml', 'utf8');
const compose = composeSchema.parse(parse(text, { merge: true }));
const { services } = compose;
const roleOf = (name: string) => services[name]?.environment?.['ROLE'];
const products = Object.keys(services).filter((name) => roleOf(name) !== undefined);

const given: Record<string, string> = {
  POSTGRES_PASSWORD: 'p4ss',
  REDIS_PASSWORD: 'r3dis',
  MAIL_FROM: 'gongkai@example.gov.cn',
  BASE_URL: 'https://gongkai.example.gov.cn',
};
const variable = /\$\{([A-Z_]+)(:-|:\?)?([^}]*)\}/g;

/** What Compose puts into a container: the variables of `given`, else the default that the file names. */
function environmentOf(name: string): Record<string, string> {
  const fill = (value: string) =>
    value.replace(
      variable,
      (_whole, key: string, kind: string, rest: string) => given[key] ?? (kind === ':-' ? rest : ''),
    );
  const pairs = Object.entries(services[name]?.environment ?? {});
  return Object.fromEntries(pairs.map(([key, value]) => [key, fill(value)]));
}

const hasCompose = spawnSync('docker', ['compose', 'version']).status === 0;

describe('docker-compose.yml', () => {
  it('runs PostgreSQL, Redis, a mail catcher, the API and two workers', () => {
    expect(Object.keys(services).sort()).toEqual(['api', 'mail', 'postgres', 'redis', 'worker-1', 'worker-2']);
    expect(products.map(roleOf).sort()).toEqual(['api', 'worker', 'worker']);
    expect(new Set(products.map((name) => services[name]?.image)).size).toBe(1);
  });
  it('starts the product only when every server that it needs is healthy', () => {
    for (const name of products) {
      const needed = services[name]?.depends_on ?? {};
      expect(Object.keys(needed).sort()).toEqual(['mail', 'postgres', 'redis']);
      for (const [server, { condition }] of Object.entries(needed)) {
        expect(condition).toBe('service_healthy');
        expect(services[server]?.healthcheck).toBeDefined();
      }
    }
    expect(services['api']?.healthcheck?.test.join(' ')).toContain('/health/ready');
  });
  it('gives the product settings that it knows and accepts', () => {
    const known = [...readFileSync('src/platform/settings.ts', 'utf8').matchAll(/^ {2}([A-Z_]+): /gm)];
    const names = known.map((match) => match[1]);
    expect(names).toContain('DATABASE_URL');
    for (const name of products) {
      const environment = environmentOf(name);
      expect(names).toEqual(expect.arrayContaining(Object.keys(environment)));
      expect(readSettings(environment, '/app')).toMatchObject({
        databaseUrl: 'postgres://gongkai:p4ss@postgres:5432/gongkai',
        redisUrl: 'redis://:r3dis@redis:6379',
        smtpUrl: 'smtp://mail:1025',
        dataDirectory: '/data',
        isDemoWanted: false,
        role: roleOf(name),
      });
    }
  });
  it('has no default secret: a password that is not given ends the start', () => {
    const secrets = [...text.matchAll(variable)].filter(([, name]) => name?.endsWith('_PASSWORD'));
    expect(secrets.map(([, name]) => name)).toEqual(
      expect.arrayContaining(['POSTGRES_PASSWORD', 'REDIS_PASSWORD']),
    );
    for (const [, , kind, words] of secrets) {
      expect(kind).toBe(':?');
      expect(words).not.toBe('');
    }
    const written = Object.values(services).flatMap(({ environment }) => Object.entries(environment ?? {}));
    for (const [, value] of written.filter(([key]) => /PASSWORD|SECRET|TOKEN|KEY$/.test(key)))
      expect(value).toMatch(/^\$\{[A-Z_]+:\?.+\}$/);
  });
  it('keeps Redis from throwing away what it holds when memory is short', () => {
    expect(services['redis']?.command?.join(' ')).toContain('--maxmemory-policy noeviction');
  });
  it('keeps data in volumes that it declares, one of them for the files that all roles share', () => {
    const used = Object.values(services).flatMap(({ volumes = [] }) => volumes.map((volume) => volume.split(':')[0]));
    expect([...new Set(used)].sort()).toEqual(Object.keys(compose.volumes).sort());
    for (const name of products) expect(services[name]?.volumes).toEqual(['files:/data']);
  });
  it('gives the product longer to stop than it takes for itself', () => {
    const longest = /longestStopMilliseconds = ([\d_]+)/.exec(readFileSync('src/main.ts', 'utf8'))?.[1] ?? '';
    for (const name of products) {
      const grace = Number.parseInt(services[name]?.stop_grace_period ?? '0', 10) * 1000;
      expect(grace).toBeGreaterThan(Number(longest.replaceAll('_', '')));
    }
  });
  (hasCompose ? it : it.skip)('is read by docker compose without a complaint', () => {
    const run = spawnSync('docker', ['compose', 'config', '--quiet'], {
      encoding: 'utf8',
      env: { ...process.env, ...given },
    });
    expect(run.stderr).toBe('');
    expect(run.status).toBe(0);
  });
});

describe('the image', () => {
  const lines = readFileSync('Dockerfile', 'utf8').split('\n');
  const allowed = readFileSync('.dockerignore', 'utf8').split('\n');
  const copied = lines
    .filter((line) => line.startsWith('COPY ') && !line.includes('--from='))
    .flatMap((line) => line.split(' ').slice(1, -1));

  it('is built from the same pinned Node in every stage, new enough for the product', () => {
    const bases = lines.filter((line) => line.startsWith('FROM ')).map((line) => line.split(' ')[1]);
    expect(new Set(bases).size).toBe(1);
    const [, major, minor] = /^node:(\d+)\.(\d+)\.\d+-/.exec(bases[0] ?? '') ?? [];
    expect([Number(major), Number(minor) >= 19]).toEqual([20, true]);
  });
  it('is given everything that it copies and nothing else, so that no data or .env file slips in', () => {
    expect(allowed).toContain('*');
    const named = allowed.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
    expect([...new Set(copied.map((path) => path.replace('./', '')))].sort()).toEqual(named.sort());
    for (const path of named.filter((one) => !one.endsWith('*'))) expect({ path, exists: existsSync(path) }).toEqual({ path, exists: true });
  });
  it('does not run as root', () => {
    const user = lines.findIndex((line) => line === 'USER node');
    expect(user).toBeGreaterThan(lines.findLastIndex((line) => line.startsWith('RUN ')));
  });
});
