import { randomUUID } from 'node:crypto';
import { aReport } from '../../modules/reports/report.fixture.ts';
import type { Expected, RouteRow } from '../route-row.ts';

const noError = { fingerprint: '0'.repeat(16) };
/** To everybody who is not its administrator an instance has no administrators' part. */
const stranger: Expected = [401, 404, 404, 404, 404, 404];

/** What whoever runs the instance sees, and what is told to him. */
export const instanceRows: readonly RouteRow[] = [
  { route: 'admin.instance', what: 'which node answers', expected: stranger, chief: 200, ask: () => ({}) },
  {
    route: 'reports.send',
    what: 'an error',
    expected: [204, 204, 204, 204, 204, 204],
    ask: () => ({ body: aReport() }),
  },
  {
    route: 'admin.errors',
    what: 'the open ones',
    expected: stranger,
    chief: 200,
    ask: () => ({ query: { state: 'open' } }),
  },
  // Of an error that nobody met the chief, too, hears that there is none.
  { route: 'admin.error', what: 'one', expected: stranger, chief: 404, ask: () => ({ params: noError }) },
  {
    route: 'admin.resolveError',
    what: 'one',
    expected: stranger,
    chief: 404,
    ask: () => ({ params: noError, body: { resolved: true } }),
  },
  {
    route: 'telemetry.send',
    what: 'what was measured',
    expected: [401, 204, 204, 204, 204, 204],
    ask: () => ({ body: { outboxAgeMs: 0, timings: [] } }),
  },
  { route: 'admin.retention', what: 'the rule', expected: stranger, chief: 200, ask: () => ({}) },
  {
    route: 'admin.setRetention',
    what: 'to keep everything',
    expected: stranger,
    chief: 200,
    ask: () => ({ body: { rule: { archiveAfterDays: null, deleteAfterDays: null } } }),
  },
  { route: 'admin.previewRetention', what: 'of a rule', expected: stranger, chief: 200, ask: () => ({}) },
  { route: 'admin.retentionEntries', what: 'what went', expected: stranger, chief: 200, ask: () => ({}) },
  {
    route: 'admin.runRetention',
    what: 'now',
    expected: stranger,
    chief: 202,
    ask: () => ({ body: { id: randomUUID() } }),
  },
  { route: 'admin.live', what: 'the last hour', expected: stranger, chief: 200, ask: () => ({}) },
  { route: 'admin.insight', what: 'people and messages', expected: stranger, chief: 200, ask: () => ({}) },
];
