import * as z from 'zod/mini';
import { Moment } from '../models/basics.ts';
import { Breadcrumb, ErrorKind, StackFrame } from '../models/report.ts';
import { defineRoute } from './route.ts';

/** The same error, however often it happened. */
export const ErrorGroup = z.object({
  fingerprint: z.string(),
  side: z.enum(['client', 'server']),
  name: z.string(),
  message: z.string(),
  /** Where in our code it was thrown. */
  place: z.string(),
  count: z.int(),
  firstAt: Moment,
  lastAt: Moment,
  firstRelease: z.string(),
  lastRelease: z.string(),
  resolvedAt: z.nullable(Moment),
  /** How often on each of the last fourteen days, today last. */
  trend: z.array(z.int()),
});
export type ErrorGroup = z.infer<typeof ErrorGroup>;

/** One time it happened. `who` is a pseudonym: the same person has the same one, and nobody can be found by it. */
export const ErrorSample = z.object({
  at: Moment,
  kind: ErrorKind,
  release: z.string(),
  page: z.string(),
  who: z.nullable(z.string()),
  frames: z.array(StackFrame),
  breadcrumbs: z.array(Breadcrumb),
});
export type ErrorSample = z.infer<typeof ErrorSample>;

const fingerprint = z.strictObject({ fingerprint: z.string().check(z.regex(/^[\da-f-]{16,36}$/)) });

/** The errors met, grouped, the last met first, and how many groups there are of either state: of many only the first are listed. */
export const listErrors = defineRoute({
  name: 'admin.errors',
  summary: 'The errors met, grouped (administrators)',
  method: 'GET',
  path: '/admin/errors',
  access: 'admin',
  limit: 'read',
  query: z.strictObject({ state: z.enum(['open', 'resolved']) }),
  responses: { 200: z.object({ groups: z.array(ErrorGroup), open: z.int(), resolved: z.int() }) },
});

/** One group, with the last times it happened. */
export const getError = defineRoute({
  name: 'admin.error',
  summary: 'One error with its stacks (administrators)',
  method: 'GET',
  path: '/admin/errors/:fingerprint',
  access: 'admin',
  limit: 'read',
  params: fingerprint,
  responses: { 200: z.object({ group: ErrorGroup, samples: z.array(ErrorSample) }) },
  errors: ['NOT_FOUND'],
});

/** Says that it is mended, or that it is not. Another release that meets it opens it again. */
export const resolveError = defineRoute({
  name: 'admin.resolveError',
  summary: 'Resolve an error, or open it again (administrators)',
  method: 'PUT',
  path: '/admin/errors/:fingerprint',
  access: 'admin',
  limit: 'change',
  params: fingerprint,
  body: z.strictObject({ resolved: z.boolean() }),
  responses: { 200: ErrorGroup },
  errors: ['NOT_FOUND'],
});
