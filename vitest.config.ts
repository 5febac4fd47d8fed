import { defineConfig } from 'vitest/config';

const services = 'deploy/local/src/test-services.ts';

/**
 * One run over everything but the browser. `backend` and `path` share one Postgres and one Redis, which
 * `test-services.ts` starts when the first of them is asked for; each test file clones a database of its own.
 * @public
 */
export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    // Somebody's leftover `.only` must not make a run green that looked at nothing else.
    allowOnly: false,
    projects: [
      { test: { name: 'shared', include: ['shared/src/**/*.test.ts'] } },
      {
        test: {
          name: 'backend',
          include: ['service.backend/src/**/*.test.ts'],
          globalSetup: [services],
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'client-core',
          include: ['app.client/src/{chat-client,browser}/**/*.test.ts'],
          setupFiles: ['fake-indexeddb/auto'],
          testTimeout: 15_000,
        },
      },
      {
        test: {
          name: 'client',
          environment: 'jsdom',
          include: ['app.client/src/**/*.test.tsx', 'app.client/src/{chat,features,ui}/**/*.test.ts'],
          setupFiles: ['fake-indexeddb/auto'],
          testTimeout: 15_000,
        },
      },
      {
        test: {
          name: 'local',
          include: ['{deploy,docs,bench}/**/*.test.ts', 'e2e/src/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'path',
          include: ['{e2e,service.backend}/path/**/*.test.{ts,tsx}'],
          setupFiles: ['fake-indexeddb/auto'],
          globalSetup: [services],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
