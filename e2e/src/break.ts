import type { BrowserContext } from 'playwright-core';

// Parts of the way to the service, broken for one browser. A service worker would ask past them: block it.

/** No socket from now on: what is opened closes at once. */
export const closeSockets = (context: BrowserContext) => context.routeWebSocket(/./, (socket) => socket.close());

/** Nothing more by HTTP; a socket that is open lives on. */
export const cutHttp = (context: BrowserContext) => context.route('**/api/**', (route) => route.abort());

/** The next so many sends meet a service that is not available. */
export async function refuseSends(context: BrowserContext, times: number): Promise<void> {
  let left = times;
  await context.route('**/messages', (route) => {
    if (route.request().method() !== 'POST' || left === 0) return route.continue();
    left -= 1;
    const body = JSON.stringify({ type: 'about:blank', title: 'Not now', status: 503, code: 'UNAVAILABLE' });
    return route.fulfill({ status: 503, contentType: 'application/problem+json', body });
  });
}
