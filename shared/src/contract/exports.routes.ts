import * as z from 'zod/mini';
import { Id, Moment } from '../models/basics.ts';
import { ExportCounts, ExportFormat } from '../models/export.ts';
import { defineRoute } from './route.ts';

const params = z.strictObject({ exportId: Id });

/** What is being written out for me, and how far it has come. */
export const Export = z.object({
  id: Id,
  conversationId: z.nullable(Id),
  format: z.enum([...ExportFormat.options, 'zip']),
  state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
  done: z.int(),
  total: z.nullable(z.int()),
  counts: z.nullable(ExportCounts),
  bytes: z.nullable(z.int()),
  /** From then on the file is gone. */
  expiresAt: z.nullable(Moment),
});
export type Export = z.infer<typeof Export>;

/** Begins to write out a conversation that I am in, as far as I see it; 200 on a replay of that `id`. */
export const startExport = defineRoute({
  name: 'exports.start',
  summary: 'Write out a conversation',
  method: 'POST',
  path: '/exports',
  access: 'signedIn',
  limit: 'export',
  body: z.strictObject({ id: Id, conversationId: Id, format: ExportFormat }),
  responses: { 200: Export, 201: Export },
  errors: ['NOT_FOUND', 'ID_TAKEN', 'QUOTA_EXCEEDED'],
});

/** Begins to write out all that is mine: account, sessions, conversations and every message I wrote, in one archive. */
export const startMyExport = defineRoute({
  name: 'exports.startMine',
  summary: 'Write out all that is mine',
  method: 'POST',
  path: '/me/exports',
  access: 'signedIn',
  limit: 'export',
  body: z.strictObject({ id: Id }),
  responses: { 200: Export, 201: Export },
  errors: ['ID_TAKEN', 'QUOTA_EXCEEDED'],
});

/** My exports that go on or are kept, the newest first, but for those of conversations I am out of: a page that was closed finds them again. */
export const listExports = defineRoute({
  name: 'exports.list',
  summary: 'My exports that go on or are kept',
  method: 'GET',
  path: '/exports',
  access: 'signedIn',
  limit: 'read',
  responses: { 200: z.object({ exports: z.array(Export) }) },
});

/** How far it has come. */
export const getExport = defineRoute({
  name: 'exports.get',
  summary: 'How far an export has come',
  method: 'GET',
  path: '/exports/:exportId',
  access: 'signedIn',
  limit: 'read',
  params,
  responses: { 200: Export },
  errors: ['NOT_FOUND'],
});

/** Stops it, or throws away what was written. */
export const cancelExport = defineRoute({
  name: 'exports.cancel',
  summary: 'Stop an export, or throw it away',
  method: 'DELETE',
  path: '/exports/:exportId',
  access: 'signedIn',
  limit: 'change',
  params,
  responses: { 204: null },
  errors: ['NOT_FOUND'],
});

/** A link that fetches the file once, for me alone, within `limits.exportLinkSeconds`. */
export const linkExport = defineRoute({
  name: 'exports.link',
  summary: 'A link to fetch the file with, once',
  method: 'POST',
  path: '/exports/:exportId/links',
  access: 'signedIn',
  limit: 'change',
  params,
  body: z.strictObject({}),
  responses: { 201: z.object({ path: z.string(), expiresAt: Moment }) },
  errors: ['NOT_FOUND', 'EXPORT_UNFINISHED'],
});

/** The file itself. */
export const fetchExport = defineRoute({
  name: 'exports.fetch',
  summary: 'The file, by a link that holds once',
  method: 'GET',
  path: '/exports/:exportId/file',
  access: 'signedIn',
  limit: 'read',
  params,
  query: z.strictObject({ token: z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/)) }),
  responses: { 200: null },
  file: true,
  errors: ['NOT_FOUND', 'LINK_SPENT'],
});
