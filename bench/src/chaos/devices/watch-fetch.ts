import { apiPrefix } from '@parley/shared/contract/route.ts';
import { routes } from '@parley/shared/contract/routes.ts';
import { pause } from '../faults/fault.ts';
import { answerReaders } from './read-answer.ts';
import type { Note, Recorder } from './recorder.ts';
import { type Attempt, beginAttempt } from './sending.ts';

/** A request as the contract names it. */
interface Asked {
  readonly route: string;
  readonly c: string;
}

const patterns = routes.map(({ name, method, path }) => ({
  name,
  method,
  pattern: new RegExp(`^${apiPrefix}${path.replace(/:conversationId/, '(?<c>[^/]+)').replace(/:\w+/g, '[^/]+')}$`),
}));

function askedOf(url: string, method: string): Asked {
  const { pathname } = new URL(url);
  for (const one of patterns) {
    const match = one.method === method ? one.pattern.exec(pathname) : null;
    if (match !== null) return { route: one.name, c: match.groups?.c ?? '' };
  }
  return { route: '', c: '' };
}

interface WatchOptions {
  readonly note: Note;
  /** Where attempts to send are written down: tabs of one device share it. */
  readonly written: Note;
  readonly recorder: Recorder;
  readonly headers: Readonly<Record<string, string>>;
  /** False once the device has crashed: what comes then came to nobody. */
  readonly isAlive: () => boolean;
  /** How much later than it came an answer is handed on. */
  readonly late: () => number;
  /** Whether this send is to go out twice. */
  readonly doubles: () => boolean;
}

const never = new Promise<never>(() => undefined);

/** The real fetch with a cookie, and a look at everything that leaves and comes. */
export function watchFetch({ note, written, recorder, headers, isAlive, late, doubles }: WatchOptions) {
  async function exchange(url: string, init: RequestInit, asked: Asked, attempt: Attempt | null): Promise<Response> {
    try {
      const response = await fetch(url, {
        ...init,
        headers: { ...(init.headers as Record<string, string>), ...headers },
      });
      const text = await response.text();
      const body = parsed(text);
      const lateBy = late();
      if (lateBy > 0) await pause(lateBy);
      if (!isAlive()) return await never;
      attempt?.answered(response.status, body);
      if (response.ok) for (const happening of answerReaders[asked.route]?.(asked.c, body) ?? []) note(happening);
      const { status, headers: theirs } = response;
      return new Response(status === 204 || status === 304 ? null : text, { status, headers: theirs });
    } catch (error) {
      if (!isAlive()) return await never;
      attempt?.silent(error instanceof Error ? error.name : 'unknown');
      throw error;
    }
  }

  return (url: string, init: RequestInit): Promise<Response> => {
    const asked = askedOf(url, init.method ?? 'GET');
    if (asked.route === 'messages.changes') note({ kind: 'hole', c: asked.c });
    if (asked.route === 'sync.run') note({ kind: 'sync' });
    if (asked.route === 'sync.heads') note({ kind: 'heads' });
    if (asked.route !== 'messages.send') return exchange(url, init, asked, null);
    const id = String((parsed(String(init.body)) as { id?: unknown } | null)?.id);
    const first = exchange(url, init, asked, beginAttempt(asked.c, id, written, recorder));
    if (doubles()) {
      const { signal: _, ...again } = init;
      exchange(
        url,
        { ...again, signal: AbortSignal.timeout(10_000) },
        asked,
        beginAttempt(asked.c, id, written, recorder),
      ).catch(() => undefined);
    }
    return first;
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
