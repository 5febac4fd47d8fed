import { demoAdmin } from '@parley/local/announce.ts';
import { ensureBuilt } from '@parley/local/build.ts';
import { freePort } from '@parley/local/ports.ts';
import { seedDemo, startServer } from '@parley/local/server.ts';
import { startTemporaryPostgres } from '@parley/local/temporary-postgres.ts';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the built service answers, with the built app and the demo in it. */
    origin: string;
  }
}

/** The whole as `npm start` runs it, on a database of its own; or, with `PARLEY_ORIGIN`, what runs there. @public */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const { PARLEY_ORIGIN: running } = process.env;
  if (running) {
    project.provide('origin', running);
    return undefined;
  }
  await ensureBuilt(console.log);
  const postgres = await startTemporaryPostgres();
  const options = {
    databaseUrl: postgres.url,
    port: await freePort(),
    env: { REDIS_URL: '', ADMINS: demoAdmin, LIMITS_SCALE: '20' },
  };
  const server = await startServer(options);
  await seedDemo(options);
  project.provide('origin', server.address);
  return async () => {
    await server.stop();
    await postgres.stop();
  };
}
