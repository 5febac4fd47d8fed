import { type FailureCode, isFailureCode } from '../chat-client/failure.ts';
import type { ConnectionState } from '../chat-client/state.ts';

/** What a request over HTTP, made to find out, came to. */
export interface CheckUp {
  readonly outcome: 'ok' | FailureCode;
  readonly tookMs: number;
  /** The service itself said so: not something that stands before it. */
  readonly byService: boolean;
}

/** Asks, and notes what came of it. */
export async function checkUp(ask: () => Promise<void>, elapsed: () => number): Promise<CheckUp> {
  const began = elapsed();
  try {
    await ask();
    return { outcome: 'ok', tookMs: elapsed() - began, byService: true };
  } catch (failure) {
    const { code, source } = (typeof failure === 'object' && failure !== null ? failure : {}) as Record<
      string,
      unknown
    >;
    return {
      outcome: isFailureCode(code) ? code : 'INTERNAL',
      tookMs: elapsed() - began,
      byService: source === 'server',
    };
  }
}

/** One part of the way between this device and the record. `unknown`: nothing can be said of it from here. */
export interface Part {
  readonly name: 'This device' | 'Network' | 'Proxy' | 'Socket' | 'Server' | 'Record' | 'Announcer';
  readonly state: 'ok' | 'broken' | 'unknown';
  readonly words: string;
}

/** The verdict first, then the chain it was read from. */
export interface Diagnosis {
  readonly verdict: string;
  readonly sentence: string;
  readonly parts: readonly Part[];
  /** For whoever runs the service; null where there is nothing to tell them. */
  readonly advice: string | null;
}

/** What a diagnosis is made from: only what was measured or said. */
export interface Findings {
  readonly connection: ConnectionState;
  readonly check: CheckUp | null;
  readonly storage: 'ok' | 'memory' | 'full';
  /** "10:42", for sentences about the last comparison. */
  readonly comparedAt: string | null;
}

const unreached: ReadonlySet<string> = new Set(['NETWORK_FAILED', 'TIMED_OUT', 'CIRCUIT_OPEN']);
/** From here on a clock is wrong rather than inexact. */
const SKEWED_MS = 5_000;

/** "+0.4 s": how far the server's clock is ahead of this one. */
export const skewWords = (skewMs: number): string =>
  `${skewMs < 0 ? '-' : '+'}${(Math.abs(skewMs) / 1000).toFixed(1)} s`;

function deviceOf({ connection: { skewMs }, storage }: Findings): Part {
  const name = 'This device';
  if (storage === 'full') return { name, state: 'broken', words: 'no room left' };
  if (storage === 'memory') return { name, state: 'broken', words: 'keeps nothing' };
  if (skewMs === null) return { name, state: 'ok', words: 'keeps what you write' };
  const state = Math.abs(skewMs) > SKEWED_MS ? 'broken' : 'ok';
  return { name, state, words: `clock ${skewWords(-skewMs)}` };
}

/** Something answered, and it was not the service: a proxy that does not reach it, or a portal that wants to be signed in to. */
const isIntercepted = (check: CheckUp | null): boolean =>
  check !== null && !check.byService && check.outcome !== 'ok' && !unreached.has(check.outcome);

function serverOf(check: CheckUp | null, offline: boolean): Part {
  const name = 'Server';
  if (!check || (offline && check.outcome !== 'ok'))
    return { name, state: 'unknown', words: check ? 'not reached' : '' };
  if (isIntercepted(check)) return { name, state: 'unknown', words: 'not reached' };
  if (unreached.has(check.outcome)) return { name, state: 'broken', words: 'no answer over HTTP' };
  if (check.outcome === 'INTERNAL') return { name, state: 'broken', words: 'answers with errors' };
  return { name, state: 'ok', words: `${Math.round(check.tookMs)} ms` };
}

function recordOf(server: Part, check: CheckUp | null): Part {
  const name = 'Record';
  if (check?.outcome === 'UNAVAILABLE' && check.byService) return { name, state: 'broken', words: 'does not answer' };
  return server.state === 'ok' ? { name, state: 'ok', words: 'answers' } : { name, state: 'unknown', words: '' };
}

const advices: Partial<Record<Part['name'], string>> = {
  Proxy: 'For whoever runs the proxy: it answers by itself instead of the server.',
  Socket: 'For whoever runs the proxy: WebSocket does not get through, or is closed.',
  Server: 'For whoever runs the server: it does not answer over HTTP.',
  Record: 'For whoever runs the server: its database does not answer.',
  Announcer: 'For whoever runs the server: Redis does not answer, so its nodes do not hear of each other.',
};

/** Names the part that is in the way, as far as it can honestly be told from here. */
export function diagnose(findings: Findings): Diagnosis {
  const { connection, check, comparedAt } = findings;
  const { phase, carrier, degraded } = connection;
  const away = carrier === 'none' && phase === 'offline';
  const reached = carrier !== 'none' || check?.outcome === 'ok';
  const server = serverOf(check, away);
  const parts: readonly Part[] = [
    deviceOf(findings),
    {
      name: 'Network',
      state: away ? 'broken' : reached ? 'ok' : 'unknown',
      words: away ? 'none' : reached ? 'there' : '',
    },
    // That there is one is known only when it speaks for itself.
    ...(isIntercepted(check) ? [{ name: 'Proxy', state: 'broken', words: 'answers by itself' } as const] : []),
    carrier === 'socket'
      ? { name: 'Socket', state: 'ok', words: 'open' }
      : { name: 'Socket', state: away ? 'unknown' : 'broken', words: 'closed' },
    server,
    recordOf(server, check),
    degraded
      ? { name: 'Announcer', state: 'broken', words: 'late between nodes' }
      : {
          name: 'Announcer',
          state: carrier === 'socket' ? 'ok' : 'unknown',
          words: carrier === 'socket' ? 'in time' : '',
        },
  ];
  const broken = parts.filter(({ state }) => state === 'broken');
  const culprit =
    broken.find(({ name }) => name === 'Proxy') ?? broken.findLast(({ name }) => name !== 'This device') ?? broken[0];
  const live = phase === 'live';
  const named = broken.map(({ name, words }) => `${name.toLowerCase()}: ${words}`).join('; ');
  return {
    verdict: live
      ? 'You have everything.'
      : comparedAt === null
        ? 'Not compared with the server yet.'
        : `You have everything up to ${comparedAt}.`,
    sentence:
      broken.length === 0
        ? live
          ? 'All parts work.'
          : 'Still finding a way to the server. What you write is kept, and goes out by itself.'
        : live
          ? `${broken.length === 1 ? 'One part is' : `${broken.length} parts are`} in the way, and Parley goes round it (${named}).`
          : `What is in the way: ${named}. What you write is kept, and goes out by itself.`,
    parts,
    advice: (culprit && advices[culprit.name]) ?? null,
  };
}
