import { defineConfig } from 'vitest/config';

/** Stories told to a real browser, one file at a time: two cores are shared by server, database and browser. @public */
export default defineConfig({
  test: {
    name: 'browser',
    include: ['stories/**/*.test.ts'],
    globalSetup: ['src/stack.ts'],
    allowOnly: false,
    maxWorkers: 1,
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
