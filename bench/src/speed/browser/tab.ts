import { findChromium } from '@parley/local/chromium.ts';
import { holderCookie } from '@parley/shared/contract/holder.ts';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import type { Person } from '../lab/crowd.ts';
import { countFrames, watchPage } from './probe.ts';

/** A request of the page to the service. */
export interface Asked {
  readonly method: string;
  /** Under the API, without what follows a question mark. */
  readonly path: string;
}

/** A page of the built app in a real browser, with somebody signed in. */
export interface Tab {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the page has asked the service since this was called last. */
  asked(): readonly Asked[];
  /** Questions that went over its socket since this was called last, by name: `sync.run`, `heads`. */
  askedBySocket(): readonly string[];
  /** From now on its processor is so many times slower. */
  slower(times: number): Promise<void>;
  /** What it noted since this was called last. */
  noted(): Promise<{ readonly longTasks: readonly number[]; readonly presses: readonly number[] }>;
  /** Milliseconds between the frames that were drawn while this was done. */
  frameTimes(work: () => Promise<void>): Promise<readonly number[]>;
  /** Bytes that live on after everything was thrown away that can be, and elements of the page. */
  held(): Promise<{ readonly bytes: number; readonly elements: number }>;
  /** Where the time of its main thread went: self time by function, the most first. */
  profileOf(work: () => Promise<void>): Promise<readonly string[]>;
}

const flags = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--js-flags=--expose-gc'];
const api = '/api/v1';

/** One browser for a bench; each person has a window of his own in it. */
export async function openBrowser(): Promise<{
  open(person: Person, url: string): Promise<Tab>;
  close(): Promise<void>;
}> {
  const browser = await chromium.launch({ executablePath: await findChromium(), args: flags });
  return { open: (person, url) => openTab(browser, person, url), close: () => browser.close() };
}

async function openTab(browser: Browser, person: Person, url: string): Promise<Tab> {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1440, height: 900 } });
  const [name = '', value = ''] = person.cookie.split('=');
  await context.addCookies([
    { name, value, url, httpOnly: true, sameSite: 'Lax' },
    { name: holderCookie, value: person.id, url, sameSite: 'Lax' },
  ]);
  // What compiles this file marks names with a helper of its own, which no page has.
  await context.addInitScript({ content: 'globalThis.__name ??= (one) => one;' });
  await context.addInitScript(watchPage);
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  let asked: Asked[] = [];
  let bySocket: string[] = [];
  page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => {
      const [, event, route] = /^42\d+\["(\w+)",(?:\{"route":"([\w.]+)")?/.exec(String(payload)) ?? [];
      if (event !== undefined) bySocket.push(route ?? event);
    }),
  );
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith(api)) asked.push({ method: request.method(), path: pathname.slice(api.length) });
  });

  return {
    page,
    context,
    asked() {
      const before = asked;
      asked = [];
      return before;
    },
    askedBySocket() {
      const before = bySocket;
      bySocket = [];
      return before;
    },
    async slower(times) {
      await session.send('Emulation.setCPUThrottlingRate', { rate: times });
    },
    noted: () =>
      page.evaluate(() => {
        const { longTasks, presses } = window.parleyBench;
        Object.assign(window.parleyBench, { longTasks: [], presses: [] });
        return { longTasks, presses: presses.map(({ ms }) => ms).filter((ms) => ms > 0) };
      }),
    async frameTimes(work) {
      await page.evaluate(countFrames);
      await work();
      return page.evaluate(() => {
        window.parleyBench.counting = false;
        return window.parleyBench.frames;
      });
    },
    async held() {
      await session.send('HeapProfiler.enable');
      for (let round = 0; round < 3; round += 1) await session.send('HeapProfiler.collectGarbage');
      await session.send('HeapProfiler.disable');
      const { usedSize } = await session.send('Runtime.getHeapUsage');
      const { nodes } = await session.send('Memory.getDOMCounters');
      return { bytes: usedSize, elements: nodes };
    },
    async profileOf(work) {
      await session.send('Profiler.enable');
      await session.send('Profiler.setSamplingInterval', { interval: 500 });
      await session.send('Profiler.start');
      await work();
      const { profile } = await session.send('Profiler.stop');
      const self = new Map<string, number>();
      const names = new Map(
        profile.nodes.map(({ id, callFrame: { functionName, url: of, lineNumber, columnNumber } }) => [
          id,
          `${functionName || '(anonymous)'} ${of.split('/').at(-1)}:${lineNumber + 1}:${columnNumber + 1}`,
        ]),
      );
      for (const [index, id] of (profile.samples ?? []).entries()) {
        const key = names.get(id) ?? '?';
        self.set(key, (self.get(key) ?? 0) + (profile.timeDeltas?.[index] ?? 0) / 1_000);
      }
      return [...self]
        .sort((one, other) => other[1] - one[1])
        .slice(0, 40)
        .map(([key, ms]) => `${ms.toFixed(0).padStart(6)} ms ${key}`);
    },
  };
}
