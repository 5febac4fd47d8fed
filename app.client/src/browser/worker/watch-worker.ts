import { sendReport } from '@parley/shared/contract/reports.routes.ts';
import { httpCall } from '../../chat-client/calls/http-call.ts';
import type { Clock } from '../../chat-client/ports.ts';
import { createReporter } from '../../chat-client/reports/reporter.ts';
import { watchErrors } from '../watch-errors.ts';

/** What a worker needs to be heard of. */
export interface WorkerDeps {
  readonly scope: EventTarget;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly clock: Clock;
  /** Names the build. */
  readonly release: string;
}

/**
 * Rejecting with it tells the browser to call again. What it waits for is a promise of its own as well, whose rejection nobody
 * can catch: it is heard of like any other, and is no fault that somebody should hear of.
 */
export class CallAgain extends Error {
  override readonly name = 'CallAgain';
}

/** Tells the server of what nobody in a worker caught, as a page does: nobody sees a worker. Gives a hand for what was caught. */
export function watchWorker({ scope, fetch, clock, release }: WorkerDeps): (error: unknown) => void {
  const call = httpCall({ fetch, baseUrl: '', clock }, null);
  const reporter = createReporter({ clock, release, send: (body) => call(sendReport, { body }) });
  const report = (error: unknown): void => void reporter.report(error, { kind: 'worker', page: 'other' });
  watchErrors(scope, (error) => {
    if (!(error instanceof CallAgain)) report(error);
  });
  return report;
}
