import { randomUUID } from 'node:crypto';
import type { Logger } from '../../platform/logger.ts';
import type { Occurrence } from './report.repository.ts';

/** Passes an occurrence on. Never rejects: where it goes may be away. */
export type Forward = (occurrence: Occurrence, at: Date) => Promise<void>;

/**
 * Speaks the envelope protocol, so that any intake that understands it may listen. The browser never talks to it: a report
 * comes to its own origin, is scrubbed and symbolicated here, and goes on from here.
 */
async function createForward(deps: {
  readonly dsn: string;
  readonly newId: () => string;
  readonly fetch: typeof fetch;
  readonly failed: (reason: string) => void;
}): Promise<Forward> {
  // Only who forwards pays for loading it.
  const { createEventEnvelope, getEnvelopeEndpointWithUrlEncodedAuth, makeDsn, serializeEnvelope } = await import(
    '@sentry/core'
  );
  const dsn = makeDsn(deps.dsn);
  if (dsn === undefined) throw new Error('SENTRY_DSN is no address of this protocol');
  const url = getEnvelopeEndpointWithUrlEncodedAuth(dsn);

  return async (occurrence, at) => {
    const { fingerprint, side, name, message, release, page, who, kind } = occurrence;
    const seconds = at.getTime() / 1000;
    const frames = occurrence.frames.toReversed().map(({ fn, file, line, column }) => ({
      function: fn === '' ? '?' : fn,
      filename: file,
      lineno: line,
      colno: column,
      in_app: !file.includes('node_modules/'),
    }));
    const envelope = createEventEnvelope(
      {
        event_id: deps.newId().replaceAll('-', ''),
        timestamp: seconds,
        platform: side === 'client' ? 'javascript' : 'node',
        level: kind === 'fatal' ? 'fatal' : 'error',
        release,
        transaction: page,
        tags: { side, kind },
        fingerprint: [fingerprint],
        exception: { values: [{ type: name, value: message, stacktrace: { frames } }] },
        breadcrumbs: occurrence.breadcrumbs.map((crumb) => ({
          timestamp: seconds - crumb.agoMs / 1000,
          category: crumb.kind,
          message: `${crumb.name} ${crumb.outcome}`,
        })),
        ...(who === null ? {} : { user: { id: who } }),
      },
      dsn,
    );
    const body = serializeEnvelope(envelope);
    try {
      const answer = await deps.fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/x-sentry-envelope' },
        body: typeof body === 'string' ? body : Buffer.from(body),
        signal: AbortSignal.timeout(5_000),
        redirect: 'error',
      });
      await answer.body?.cancel();
      if (!answer.ok) deps.failed(`it answered ${answer.status}`);
    } catch (error) {
      deps.failed(error instanceof Error ? error.name : 'unknown');
    }
  };
}

/** Nowhere, unless an address is set. */
export async function forwardTo(dsn: string | undefined, logger: Logger): Promise<Forward | null> {
  if (dsn === undefined) return null;
  return createForward({
    dsn,
    newId: () => randomUUID(),
    fetch,
    failed: (reason) => logger.warn({ reason }, 'an error report could not be passed on'),
  });
}
