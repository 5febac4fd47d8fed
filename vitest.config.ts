import { defineConfig } from 'vitest/config';

const services = 'deploy/local/src/test-services.ts';

/**
 * Files share the modules that a worker has loaded, which takes two fifths off the run: no module of ours keeps anything that one file
 * could leave to the next.
 */
const together = { isolate: false };

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
      { test: { ...together, name: 'shared', include: ['shared/src/**/*.test.ts'] } },
      {
        test: {
          ...together,
          name: 'backend',
          include: ['service.backend/src/**/*.test.ts'],
          globalSetup: [services],
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          ...together,
          name: 'client-core',
          include: ['app.client/src/{chat-client,browser}/**/*.test.ts'],
          setupFiles: ['fake-indexeddb/auto'],
          testTimeout: 15_000,
        },
      },
      {
        test: {
          ...together,
          name: 'client',
          environment: 'jsdom',
          include: ['app.client/src/**/*.test.tsx', 'app.client/src/{chat,features,ui}/**/*.test.ts'],
          setupFiles: ['fake-indexeddb/auto'],
          testTimeout: 15_000,
        },
      },
      {
        test: {
          ...together,
          name: 'local',
          include: ['{deploy,docs,bench}/**/*.test.ts', 'e2e/src/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          ...together,
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
