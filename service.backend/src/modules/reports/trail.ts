import { type ErrorCode, errorCatalog } from '@parley/shared/errors.ts';
import { limits } from '@parley/shared/limits.ts';
import type { Breadcrumb } from '@parley/shared/models/report.ts';

/** What was done last, by name: enough to see how one came to an error, too little to see what about. */
export interface Trail {
  note(route: string, status: number): void;
  crumbs(): readonly Breadcrumb[];
}

// A status has several codes; which of them it was is told by the log, by the id of the request.
const codeOf = new Map<number, ErrorCode>(
  (Object.keys(errorCatalog) as ErrorCode[]).toReversed().map((code) => [errorCatalog[code].status, code]),
);

/** Keeps the last few names. */
export function createTrail(elapsed: () => number): Trail {
  let notes: { at: number; name: string; outcome: Breadcrumb['outcome'] }[] = [];
  return {
    note(name, status) {
      const outcome = status < 400 ? 'ok' : (codeOf.get(status) ?? 'INTERNAL');
      notes = [...notes.slice(1 - limits.reportBreadcrumbs), { at: elapsed(), name, outcome }];
    },
    crumbs: () =>
      notes.map(({ at, name, outcome }) => ({
        agoMs: Math.min(86_400_000, Math.max(0, Math.round(elapsed() - at))),
        kind: 'call',
        name,
        outcome,
      })),
  };
}
