import { begin } from './begin.ts';
import { migrate } from './database/migrate.ts';
import { patiently } from './database/patiently.ts';
import { loadEnv } from './platform/env.ts';
import { createLogger } from './platform/logger.ts';

// `node migrate.js` brings the schema up to date and ends: a job of its own, before backends that run with MIGRATE=off.

await begin(async () => {
  const env = loadEnv(process.env);
  const logger = createLogger(env.LOG_LEVEL);
  await patiently(() => migrate(env.DATABASE_URL), logger);
  logger.info('the schema is up to date');
});
