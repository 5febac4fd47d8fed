import { demoAdmin } from '@parley/local/announce.ts';
import { ensureBuilt } from '@parley/local/build.ts';
import { freePort } from '@parley/local/ports.ts';
import { seedDemo, startServer } from '@parley/local/server.ts';
import { startTemporaryPostgres } from '@parley/local/temporary-postgres.ts';
import { type BrowserServer, chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the built service answers, with the built app and the demo in it. */
    origin: string;
    /** Where the one browser of the run is spoken to. */
    browser: string;
  }
}

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A browser, and the whole as `npm start` runs it, on a database of its own; or, with `PARLEY_ORIGIN`, what runs there. @public */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const browser = await startBrowser();
  project.provide('browser', browser.wsEndpoint());
  const stop = await startWhole(project);
  return async () => {
    await browser.close();
    await stop();
  };
}

function startBrowser(): Promise<BrowserServer> {
  const { CHROMIUM: executablePath } = process.env;
  if (!executablePath) throw new Error('CHROMIUM says which browser; npm run test:e2e sets it');
  return chromium.launchServer({ executablePath, args: quiet });
}

async function startWhole(project: TestProject): Promise<() => Promise<void>> {
  const { PARLEY_ORIGIN: running } = process.env;
  if (running) {
    project.provide('origin', running);
    return async () => undefined;
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
