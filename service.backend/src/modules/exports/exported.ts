import type { Export } from '@parley/shared/contract/exports.routes.ts';
import { limits } from '@parley/shared/limits.ts';
import { ExportFormat } from '@parley/shared/models/export.ts';
import * as z from 'zod/mini';
import type { JobRow } from '../../platform/jobs/job.ts';

/** The kinds of jobs that write something out. */
export const exportKinds: ReadonlySet<string> = new Set(['export', 'export-mine']);

/** What a file of each format is. */
export const typeOf: Readonly<Record<Export['format'], string>> = {
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  html: 'text/html; charset=utf-8',
  zip: 'application/zip',
};

const Input = z.object({ format: z.enum([...ExportFormat.options, 'zip']) });
const Result = z.object({ bytes: z.int(), messages: z.int(), events: z.int() });

/** An export as its owner sees it. What came to nothing because he is out of the conversation has failed. */
export function toExport(row: JobRow): Export {
  const { data: result } = Result.safeParse(row.result);
  const isEmpty = row.state === 'done' && result === undefined;
  const endedAt = row.endedAt === null ? null : Date.parse(row.endedAt);
  return {
    id: row.id,
    conversationId: row.conversationId,
    format: Input.parse(row.input).format,
    state: isEmpty ? 'failed' : row.state,
    done: row.done,
    total: row.total,
    counts: result === undefined ? null : { messages: result.messages, events: result.events },
    bytes: result?.bytes ?? null,
    expiresAt: endedAt === null ? null : new Date(endedAt + limits.exportKeptSeconds * 1000).toISOString(),
  };
}
