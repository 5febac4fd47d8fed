import { expect, it } from 'vitest';
import { createAppFiles } from './files.ts';

const origin = 'https://parley.example';

/** A browser's caches, and a network that can be cut. */
function browser() {
  const stores = new Map<string, Map<string, Response>>();
  const network = { isUp: true };
  const fetch = async (request: Request | string): Promise<Response> => {
    if (!network.isUp) throw new TypeError('no network');
    const url = new URL(typeof request === 'string' ? request : request.url, origin);
    return new Response(`network ${url.pathname}`);
  };
  const pathOf = (request: Request | string) =>
    new URL(typeof request === 'string' ? request : request.url, origin).pathname;
  const open = async (name: string) => {
    const store = stores.get(name) ?? new Map<string, Response>();
    stores.set(name, store);
    return {
      match: async (request: Request | string) => store.get(pathOf(request))?.clone(),
      put: async (request: Request | string, response: Response) => void store.set(pathOf(request), response),
      async addAll(requests: Request[]) {
        for (const request of requests) store.set(pathOf(request), await fetch(request));
      },
    };
  };
  const caches = {
    open,
    keys: async () => [...stores.keys()],
    delete: async (name: string) => stores.delete(name),
    async match(request: Request | string) {
      for (const store of stores.values()) {
        const known = store.get(pathOf(request));
        if (known) return known.clone();
      }
      return undefined;
    },
  } as unknown as CacheStorage;
  const build = (version: string) =>
    createAppFiles({ caches, fetch, origin, version, files: ['/', '/theme.js', '/assets/main-1.js'] });
  return { build, network, stores };
}

const asked = (path: string, mode: 'navigate' | 'no-cors' = 'no-cors', method = 'GET'): Request =>
  ({ url: `${origin}${path}`, mode, method }) as Request;
const textOf = async (answer: Promise<Response> | null) => (answer ? (await answer).text() : null);

it('opens every place of the application without a network, and its files', async () => {
  const { build, network } = browser();
  const files = build('one');
  await files.install();
  network.isUp = false;
  for (const path of ['/', '/c/4711', '/sign-in'])
    expect(await textOf(files.answer(asked(path, 'navigate')))).toBe('network /');
  expect(await textOf(files.answer(asked('/assets/main-1.js')))).toBe('network /assets/main-1.js');
});

it('leaves the service alone: its answers are never kept', () => {
  const files = browser().build('one');
  const others = [
    asked('/api/v1/me'),
    asked('/api/v1/conversations/1/export', 'navigate'),
    asked('/health/live', 'navigate'),
    asked('/socket.io/?EIO=4'),
    asked('/', 'navigate', 'POST'),
    { ...asked('/'), url: 'https://elsewhere.example/' },
  ];
  for (const request of others) expect(files.answer(request)).toBeNull();
});

it('keeps a face of letters once it was needed', async () => {
  const { build, network } = browser();
  const files = build('one');
  await files.install();
  expect(await textOf(files.answer(asked('/assets/greek.woff2')))).toBe('network /assets/greek.woff2');
  network.isUp = false;
  expect(await textOf(files.answer(asked('/assets/greek.woff2')))).toBe('network /assets/greek.woff2');
});

it('lets go what older builds kept, but for the one before', async () => {
  const { build, stores } = browser();
  for (const version of ['one', 'two', 'three']) {
    const files = build(version);
    await files.install();
    await files.activate();
  }
  expect([...stores.keys()]).toEqual(['parley-app-two', 'parley-app-three']);
});

it('is installed whole or not at all', async () => {
  const { build, network } = browser();
  network.isUp = false;
  await expect(build('one').install()).rejects.toThrow('no network');
});
