import {
  cancelExport,
  type Export,
  getExport,
  linkExport,
  listExports,
  startExport,
  startMyExport,
} from '@parley/shared/contract/exports.routes.ts';
import type { ExportFormat } from '@parley/shared/models/export.ts';
import type { Call } from './calls/call.ts';

/** What the server writes out for me. */
export interface Exports {
  start(conversationId: string, format: ExportFormat): Promise<Export>;
  /** All that is mine, in one archive. */
  startMine(): Promise<Export>;
  /** Those that go on or are kept, the newest first. */
  list(): Promise<readonly Export[]>;
  get(exportId: string): Promise<Export>;
  /** Stops it, or throws away what was written. */
  cancel(exportId: string): Promise<void>;
  /** A path that fetches the file once. */
  link(exportId: string): Promise<string>;
}

/** What they need. */
export interface ExportsDeps {
  readonly call: Call;
  readonly newId: () => string;
}

/** Exports are the server's work: nothing of them is kept here. */
export const createExports = ({ call, newId }: ExportsDeps): Exports => ({
  start: (conversationId, format) => call(startExport, { body: { id: newId(), conversationId, format } }),
  startMine: () => call(startMyExport, { body: { id: newId() } }),
  list: async () => (await call(listExports, {})).exports,
  get: (exportId) => call(getExport, { params: { exportId } }),
  cancel: async (exportId) => void (await call(cancelExport, { params: { exportId } })),
  link: async (exportId) => (await call(linkExport, { params: { exportId }, body: {} })).path,
});
