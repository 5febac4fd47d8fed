import { apiPrefix } from '@parley/shared/contract/route.ts';

/** What came back, read leniently: each test says what it expects of it. */
export interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly text: string;
  readonly headers: Headers;
  /** The session's cookie as a browser would send it back, when one was set. */
  readonly cookie: string | null;
}

/** One browser's hand on the API: writes bear what our own page bears, unless told otherwise. */
export interface Api {
  get(path: string): Promise<ApiAnswer>;
  post(path: string, body: unknown): Promise<ApiAnswer>;
  patch(path: string, body: unknown): Promise<ApiAnswer>;
  put(path: string, body: unknown): Promise<ApiAnswer>;
  delete(path: string): Promise<ApiAnswer>;
  /** As it is: a null header is left out, a text body goes as it stands. */
  send(method: string, path: string, options?: SendOptions): Promise<ApiAnswer>;
}

/** How a request differs from what our page sends. */
export interface SendOptions {
  readonly headers?: Readonly<Record<string, string | null>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

/** Over the network, as a browser with this cookie. */
export function createApi(url: string, cookie: string | null): Api {
  async function send(method: string, path: string, { headers = {}, body }: SendOptions = {}): Promise<ApiAnswer> {
    const usual = {
      ...(cookie === null ? {} : { cookie }),
      ...(method === 'GET' ? {} : { origin: url, 'x-csrf': '1' }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    };
    const sent = Object.entries({ ...usual, ...headers }).filter((pair): pair is [string, string] => pair[1] !== null);
    const response = await fetch(`${url}${apiPrefix}${path}`, {
      method,
      headers: sent,
      ...(body === undefined ? {} : { body }),
    });
    return answerOf(response, await response.text());
  }

  const withBody = (method: string) => (path: string, body: unknown) =>
    send(method, path, { body: JSON.stringify(body) });
  return {
    send,
    get: (path) => send('GET', path),
    delete: (path) => send('DELETE', path),
    post: withBody('POST'),
    patch: withBody('PATCH'),
    put: withBody('PUT'),
  };
}

function answerOf({ status, headers }: Response, text: string): ApiAnswer {
  const isJson = headers.get('content-type')?.startsWith('application/json') ?? false;
  const cookies = headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '');
  const session = cookies.find((cookie) => /^(__Host-)?sid=./.test(cookie));
  return { status, headers, text, body: isJson && text !== '' ? JSON.parse(text) : null, cookie: session ?? null };
}
