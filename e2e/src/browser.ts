import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, inject } from 'vitest';

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Pages of a test file: each of `open` is a browser of its own as far as the app can tell. */
export interface Pages {
  open(options?: BrowserContextOptions): Promise<{ context: BrowserContext; page: Page }>;
  /** What the pages complained about: errors of scripts and refusals of the security policy. */
  complaints(): readonly string[];
}

/** Starts Chromium for this file, and closes after each test what it opened. */
export function usePages(): Pages {
  let browser: Browser;
  let contexts: BrowserContext[] = [];
  let complaints: string[] = [];

  beforeAll(async () => {
    const { CHROMIUM: executablePath } = process.env;
    if (!executablePath) throw new Error('CHROMIUM says which browser; npm run test:e2e sets it');
    browser = await chromium.launch({ executablePath, args: quiet });
  });
  afterEach(async () => {
    await Promise.all(contexts.map((context) => context.close()));
    contexts = [];
    complaints = [];
  });
  afterAll(() => browser?.close());

  return {
    async open(options = {}) {
      const context = await browser.newContext({
        baseURL: inject('origin'),
        viewport: { width: 1440, height: 900 },
        ...options,
      });
      contexts.push(context);
      const page = await context.newPage();
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('console', (message) => {
        if (message.text().includes('Content Security Policy')) complaints.push(message.text());
      });
      return { context, page };
    },
    complaints: () => complaints,
  };
}
