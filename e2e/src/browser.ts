import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, inject } from 'vitest';

/** Pages of a test file: each of `open` is a browser of its own as far as the app can tell. */
export interface Pages {
  open(options?: BrowserContextOptions): Promise<{ context: BrowserContext; page: Page }>;
  /** What the pages complained about: errors of scripts and refusals of the security policy. */
  complaints(): readonly string[];
}

/** Uses the browser of the run, and closes after each test what it opened. */
export function usePages(): Pages {
  let browser: Browser;
  let contexts: BrowserContext[] = [];
  let complaints: string[] = [];

  beforeAll(async () => {
    browser = await chromium.connect(inject('browser'));
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
