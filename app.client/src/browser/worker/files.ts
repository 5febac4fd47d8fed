/** What the worker needs of the browser to keep the application's files. */
export interface FileDeps {
  readonly caches: CacheStorage;
  readonly fetch: (request: Request | string, init?: RequestInit) => Promise<Response>;
  readonly origin: string;
  /** Names one build: another build has another. */
  readonly version: string;
  /** Every file of the build that the application cannot do without; '/' is its page. */
  readonly files: readonly string[];
}

/** The application's own files, so that it opens without a network. Answers of the service are none of its business. */
export interface AppFiles {
  /** All files of this build, or none: a build half kept would not start. */
  install(): Promise<void>;
  /** Lets go what older builds kept; the one before stays, for pages that are still open. */
  activate(): Promise<void>;
  /** null: not a file of the application, the browser asks the network itself. */
  answer(request: Request): Promise<Response> | null;
}

const PREFIX = 'parley-app-';
const BUILDS = 2;

/** A place in the application: every path without a dot that is not the service's own. */
const isPlace = (path: string): boolean => !/\.|^\/(?:api|health|socket\.io|metrics)(?:\/|$)/u.test(path);

/** Cache first: what has a name with a hash never changes, and the rest is of the same build. */
export function createAppFiles({ caches, fetch, origin, version, files }: FileDeps): AppFiles {
  const own = `${PREFIX}${version}`;

  async function kept(path: string, request: Request): Promise<Response> {
    const known = await (await caches.open(own)).match(path, { ignoreVary: true });
    return known ?? fetch(request);
  }

  /** Kept once it was needed: a face of letters that few read. */
  async function keptOnceSeen(path: string, request: Request): Promise<Response> {
    const known = await caches.match(path, { ignoreVary: true });
    if (known) return known;
    const response = await fetch(request);
    if (response.ok && response.status === 200) await (await caches.open(own)).put(path, response.clone());
    return response;
  }

  return {
    async install() {
      const cache = await caches.open(own);
      // Past the browser's own cache: it may still have the page of the build before.
      await cache.addAll(files.map((path) => new Request(new URL(path, origin), { cache: 'no-cache' })));
    },
    async activate() {
      const ours = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
      const before = ours.filter((name) => name !== own).slice(0, 1 - BUILDS);
      await Promise.all(before.map((name) => caches.delete(name)));
    },
    answer(request) {
      const url = new URL(request.url);
      if (request.method !== 'GET' || url.origin !== origin) return null;
      if (request.mode === 'navigate') return isPlace(url.pathname) ? kept('/', request) : null;
      if (files.includes(url.pathname)) return kept(url.pathname, request);
      return url.pathname.startsWith('/assets/') ? keptOnceSeen(url.pathname, request) : null;
    },
  };
}
