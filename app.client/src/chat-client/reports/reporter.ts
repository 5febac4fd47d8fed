import { limits } from '@parley/shared/limits.ts';
import type { Breadcrumb, ErrorKind, ErrorReport, PageName } from '@parley/shared/models/report.ts';
import { nameOfError, scrubbed } from '@parley/shared/scrub.ts';
import { stackFrames } from '@parley/shared/stack.ts';
import type { Clock } from '../ports.ts';

/** What is done, by a name from the code and how it ended. */
type Crumb = Omit<Breadcrumb, 'agoMs'>;

/** Tells the server of errors: names and places in the code, never a word that anybody wrote. */
export interface Reporter {
  note(crumb: Crumb): void;
  /** Returns what it tells, so that a person can see and copy it. */
  report(error: unknown, about: { readonly kind: ErrorKind; readonly page: PageName }): ErrorReport;
}

/** An app that breaks in a loop tells it once a minute; one that breaks in a hundred ways tells twenty of them. */
const againAfterMs = 60_000;
const tolds = 20;
const unsentKept = 5;

/** What did not get through is tried again with the next one; a report is not worth more than that. */
export function createReporter(deps: {
  readonly clock: Pick<Clock, 'elapsed'>;
  readonly release: string;
  readonly send: (report: ErrorReport) => Promise<unknown>;
}): Reporter {
  const { clock } = deps;
  let notes: (Crumb & { at: number })[] = [];
  let unsent: ErrorReport[] = [];
  const told = new Map<string, number>();

  function isNews({ name, message, frames: [frame] }: ErrorReport): boolean {
    const key = JSON.stringify([name, message, frame]);
    const before = told.get(key);
    if (before === undefined ? told.size >= tolds : clock.elapsed() - before < againAfterMs) return false;
    told.set(key, clock.elapsed());
    return true;
  }

  async function send(): Promise<void> {
    const waiting = unsent;
    unsent = [];
    for (const report of waiting)
      await deps.send(report).catch(() => {
        unsent = [...unsent, report].slice(-unsentKept);
      });
  }

  return {
    note(crumb) {
      notes = [...notes.slice(1 - limits.reportBreadcrumbs), { ...crumb, at: clock.elapsed() }];
    },

    report(error, { kind, page }) {
      const report: ErrorReport = {
        kind,
        page,
        name: nameOfError(error),
        message: error instanceof Error ? scrubbed(error.message) : '',
        release: deps.release,
        frames: error instanceof Error ? stackFrames(error.stack ?? '', error.message) : [],
        breadcrumbs: notes.map(({ at, ...crumb }) => ({
          ...crumb,
          agoMs: Math.min(86_400_000, Math.max(0, Math.round(clock.elapsed() - at))),
        })),
      };
      if (isNews(report)) {
        unsent = [...unsent, report].slice(-unsentKept);
        void send();
      }
      return report;
    },
  };
}

/** The report as a person copies it. */
export const reportText = (report: ErrorReport): string =>
  [
    'Parley error report',
    `${report.name}: ${report.message}`,
    `${report.kind} on ${report.page}, release ${report.release}`,
    ...report.frames.map(({ fn, file, line, column }) => `  at ${fn === '' ? '?' : fn} (${file}:${line}:${column})`),
    'Before it:',
    ...report.breadcrumbs.map(({ agoMs, kind, name, outcome }) => `  ${agoMs} ms before: ${kind} ${name} ${outcome}`),
  ].join('\n');
