import { apiPrefix } from '@parley/shared/contract/route.ts';

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly cookie: string | null;
  /** What the answer says of when to come again. */
  readonly retryAfter: string | null;
}

/** A hand on the service that is no device: it arranges things, and asks again until they are done. */
export interface Api {
  ask(method: string, path: string, body?: unknown): Promise<Answer>;
  /** Until the service has decided; what it refuses for good is thrown. */
  insist(method: string, path: string, body?: unknown): Promise<Answer>;
}

const patienceMs = 60_000;

/** `origin` is asked anew for each try: the one that was asked before may be dead. */
export function createApi(origin: () => string, cookie: string | null): Api {
  async function ask(method: string, path: string, body?: unknown): Promise<Answer> {
    const base = origin();
    const response = await fetch(`${base}${apiPrefix}${path}`, {
      method,
      signal: AbortSignal.timeout(10_000),
      headers: {
        origin: base,
        'x-csrf': '1',
        ...(cookie === null ? {} : { cookie }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const set = response.headers.getSetCookie().map((one) => one.split(';')[0] ?? '');
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return {
      status: response.status,
      body: isJson ? JSON.parse(text) : null,
      retryAfter: response.headers.get('retry-after'),
      cookie: set.find((one) => /^(__Host-)?sid=./.test(one)) ?? null,
    };
  }

  return {
    ask,
    async insist(method, path, body) {
      const deadline = performance.now() + patienceMs;
      for (;;) {
        const answer = await ask(method, path, body).catch(() => null);
        if (answer !== null && answer.status < 400) return answer;
        const isWorthAnother = answer === null || answer.status >= 500 || answer.status === 429;
        if (!isWorthAnother || performance.now() > deadline) {
          throw new Error(`${method} ${path} came to ${answer?.status ?? 'nothing'}: ${JSON.stringify(answer?.body)}`);
        }
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    },
  };
}
