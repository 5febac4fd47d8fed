import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase } from '@parley/local/test-database.ts';
import type { Me } from '@parley/shared/models/user.ts';
import { inject } from 'vitest';
import { type Database, openPostgres } from '../database/connection.ts';
import { migrate } from '../database/migrate.ts';
import { patience } from '../database/patience.fixture.ts';
import { loadEnv } from '../platform/env.ts';
import { createService, type Service } from '../service.ts';
import type { Parts } from '../service-parts.ts';
import { type Api, createApi } from './api.ts';

/** A person with a session, and a hand on the API. */
export interface TestPerson {
  readonly me: Me;
  readonly cookie: string;
  readonly api: Api;
}

/** A whole service on a database of its own: real HTTP, real sockets, real Postgres. */
export interface TestService {
  readonly url: string;
  /** Where its metrics are told; needs `METRICS_PORT` among the settings. */
  readonly metricsUrl: string;
  readonly db: Database;
  readonly service: Service;
  /** Nobody in particular. */
  readonly anonymous: Api;
  /** The settings it runs with: another service with these is another node. */
  readonly settings: Readonly<Record<string, string>>;
  /** Someone new; the username is the name with something random behind. */
  register(name: string): Promise<TestPerson>;
  /** Someone new who administrates the instance; there are as many as any test needs. */
  registerAdmin(): Promise<TestPerson>;
  close(): Promise<void>;
}

/** What a test may want otherwise. */
export interface TestServiceOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly parts?: Partial<Parts>;
}

/** What everybody who registers here chose. */
export const testPassword = 'correct horse battery staple';

/** Starts it; a test file starts one and closes it. */
export async function startTestService({ env = {}, parts = {} }: TestServiceOptions = {}): Promise<TestService> {
  const database = await createTestDatabase(inject('databaseUrl'), migrate);
  const admins = Array.from({ length: 64 }, () => `chief-${randomUUID().slice(0, 8)}`);
  const files = await mkdtemp(join(tmpdir(), 'parley-test-files-'));
  const settings = {
    NODE_ENV: 'test',
    DATABASE_URL: database.url,
    MIGRATE: 'off',
    PORT: '0',
    LOG_LEVEL: 'silent',
    LIMITS_SCALE: '1000',
    FILES: files,
    ADMINS: admins.join(','),
    ...env,
  };
  const service = await createService(loadEnv(settings), {
    passwords: plainPasswords,
    openDatabase: (options) => openPostgres({ ...options, timeouts: patience }),
    deadline: patience.answer,
    ...parts,
  });
  const { url, metricsUrl } = await service.listen();
  const anonymous = createApi(url, null);

  async function registerAs(username: string, displayName: string): Promise<TestPerson> {
    const body = { username, displayName, email: `${username}@example.org`, password: testPassword };
    const { cookie, body: me } = await anonymous.post('/accounts', body);
    if (cookie === null) throw new Error(`${displayName} could not register: ${JSON.stringify(me)}`);
    return { me: me as Me, cookie, api: createApi(url, cookie) };
  }

  return {
    url,
    metricsUrl: metricsUrl ?? '',
    db: service.db,
    service,
    anonymous,
    settings,
    register: (name) => registerAs(`${name.toLowerCase()}-${randomUUID().slice(0, 8)}`, name),
    async registerAdmin() {
      const username = admins.pop();
      if (username === undefined) throw new Error('there are no more administrators');
      return registerAs(username, 'Chief');
    },
    async close() {
      await service.close();
      await rm(files, { recursive: true, force: true });
      await database.drop();
    },
  };
}

/** Hashing is slow on purpose; a test that is not about it need not wait. */
const plainPasswords: NonNullable<Parts['passwords']> = {
  hash: async (plain) => `plain:${plain}`,
  verify: async (stored, plain) => stored === `plain:${plain}`,
  isOutdated: () => false,
};
