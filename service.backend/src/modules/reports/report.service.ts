import type { ErrorGroup, ErrorSample } from '@parley/shared/contract/admin-reports.routes.ts';
import { routes } from '@parley/shared/contract/routes.ts';
import { limits } from '@parley/shared/limits.ts';
import { type Breadcrumb, type ErrorKind, type ErrorReport, pages } from '@parley/shared/models/report.ts';
import { nameOfError, scrubbed, scrubbedName } from '@parley/shared/scrub.ts';
import { stackFrames } from '@parley/shared/stack.ts';
import { DomainError } from '../../platform/domain-error.ts';
import type { Fingerprint } from '../../platform/fingerprint.ts';
import { fingerprintOf, placeOf } from './grouping.ts';
import type { createReportRepository, Occurrence } from './report.repository.ts';
import type { Forward } from './sentry.ts';
import type { Symbolicate } from './symbolicate.ts';

/** Errors of the app and of the service, grouped. */
export interface Reports {
  /** An error of the app, told by whoever met it. */
  fromClient(report: ErrorReport, userId: string | null): Promise<void>;
  /** An error of this process. Returns at once; `settled` waits for what is under way, also to whoever listens besides. */
  report(error: unknown, about: { kind: ErrorKind; page: string; userId: string | null }): void;
  settled(): Promise<void>;
  list(state: 'open' | 'resolved'): Promise<{ groups: ErrorGroup[]; open: number; resolved: number }>;
  get(fingerprint: string): Promise<{ group: ErrorGroup; samples: ErrorSample[] }>;
  resolve(fingerprint: string, resolved: boolean): Promise<ErrorGroup>;
}

/** More at once than these are counted in one line of the log and not kept: a storm of errors is not to be made worse. */
const queued = 50;
/** On their way to whoever listens besides, at once; an intake that hangs is not to fill the memory. */
const passing = 10;
const trimEvery = 50;

const names: ReadonlySet<string> = new Set([
  ...routes.map(({ name }) => name),
  ...pages,
  ...['connecting', 'live', 'reconnecting', 'offline', 'online', 'visible', 'hidden'],
]);

/** One `report` for both sides: scrubbed, read in our own terms, grouped, kept, and passed on where somebody listens. */
export function createReports(deps: {
  readonly repository: ReturnType<typeof createReportRepository>;
  readonly fingerprint: Fingerprint;
  readonly release: string;
  readonly symbolicate: Symbolicate;
  readonly forward: Forward | null;
  /** What this process did last, the oldest first. */
  readonly trail: () => readonly Breadcrumb[];
  readonly now: () => number;
  readonly logger: { warn(about: object, text: string): void };
}): Reports {
  const { repository, logger } = deps;
  let last: Promise<void> = Promise.resolve();
  let waiting = 0;
  let added = 0;
  const onTheirWay = new Set<Promise<void>>();

  const pseudonym = (userId: string | null): string | null =>
    userId === null ? null : deps.fingerprint.of('who met an error', userId).toString('hex').slice(0, 12);

  async function keep(
    side: Occurrence['side'],
    report: Omit<ErrorReport, 'page'> & { readonly page: string },
    userId: string | null,
  ): Promise<void> {
    const { kind, release, page } = report;
    const frames = await deps.symbolicate(report.frames);
    // Scrubbed again: what a client promises to have done is not believed.
    const name = scrubbedName(report.name);
    const message = scrubbed(report.message);
    const breadcrumbs = report.breadcrumbs.filter((crumb) => names.has(crumb.name));
    const fingerprint = fingerprintOf({ side, name, message, frames });
    const occurrence: Occurrence = {
      fingerprint,
      side,
      name,
      message,
      place: placeOf(frames),
      kind,
      release,
      page,
      who: pseudonym(userId),
      frames,
      breadcrumbs,
    };
    passOn(occurrence);
    await repository.add(occurrence);
    if (added % trimEvery === 0) await repository.trim();
    added += 1;
  }

  /** Nobody waits for it: what is kept here is kept, whatever becomes of it there. */
  function passOn(occurrence: Occurrence): void {
    if (deps.forward === null) return;
    if (onTheirWay.size >= passing) {
      logger.warn({ kind: occurrence.kind }, 'an error report was not passed on: too many are on their way');
      return;
    }
    const way = deps.forward(occurrence, new Date(deps.now())).finally(() => onTheirWay.delete(way));
    onTheirWay.add(way);
  }

  return {
    fromClient: (report, userId) => keep('client', report, userId),

    report(error, { kind, page, userId }) {
      if (waiting >= queued) return logger.warn({ kind, page }, 'an error was not reported: too many at once');
      waiting += 1;
      const report = {
        kind,
        page,
        name: nameOfError(error),
        message: error instanceof Error ? scrubbed(error.message) : '',
        release: deps.release,
        frames: error instanceof Error ? stackFrames(error.stack ?? '', error.message) : [],
        breadcrumbs: deps.trail().slice(-limits.reportBreadcrumbs),
      };
      last = last
        .then(() => keep('server', report, userId))
        .catch((cause: unknown) => logger.warn({ reason: nameOfError(cause) }, 'an error could not be reported'))
        .finally(() => {
          waiting -= 1;
        });
    },

    async settled() {
      await last;
      await Promise.all(onTheirWay);
    },

    async list(state) {
      return { groups: await repository.list(state === 'resolved'), ...(await repository.counts()) };
    },

    async get(fingerprint) {
      const group = await repository.find(fingerprint);
      if (group === null) throw new DomainError('NOT_FOUND');
      return { group, samples: await repository.samples(fingerprint) };
    },

    async resolve(fingerprint, resolved) {
      await repository.resolve(fingerprint, resolved);
      const group = await repository.find(fingerprint);
      if (group === null) throw new DomainError('NOT_FOUND');
      return group;
    },
  };
}
