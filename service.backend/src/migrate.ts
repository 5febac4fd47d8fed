import { migrate } from './database/migrate.ts';
import { loadEnv } from './platform/env.ts';
import { createLogger } from './platform/logger.ts';

// `node migrate.js` brings the schema up to date and ends: a job of its own, before backends that run with MIGRATE=off.

const env = loadEnv(process.env);
const logger = createLogger(env.LOG_LEVEL);
await migrate(env.DATABASE_URL);
logger.info('the schema is up to date');
