import type { TestProject } from 'vitest/node';
import { startRedis } from './redis.ts';
import { startTemporaryPostgres } from './temporary-postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The maintenance database of the run's Postgres; see `test-database.ts`. */
    databaseUrl: string;
    redisUrl: string;
  }
}

/** One Postgres and one Redis a run, however many projects ask: what is provided to the root is there for all. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const root = project.vitest.getRootProject();
  if (root.getProvidedContext().databaseUrl !== undefined) return undefined;
  const [postgres, redis] = await Promise.all([startTemporaryPostgres(), startRedis()]);
  root.provide('databaseUrl', postgres.adminUrl);
  root.provide('redisUrl', redis.url);
  return async () => {
    await Promise.all([postgres.stop(), redis.stop()]);
  };
}
