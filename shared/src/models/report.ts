import * as z from 'zod/mini';
import { clientFailures, errorCatalog } from '../errors.ts';
import { limits } from '../limits.ts';

/** Pages by their patterns: an address would tell of whom or what. */
export const pages = [
  '/',
  '/sign-in',
  '/register',
  '/c/:conversationId',
  '/c/:conversationId/m/:messageId',
  '/admin',
  'other',
] as const;
/** The pattern of a page. */
export type PageName = (typeof pages)[number];

/** The pattern of an address; what stands in it is left behind. */
export function pageOf(path: string): PageName {
  const [, first = '', , third = ''] = path.split('/');
  if (first === 'c') return third === 'm' ? '/c/:conversationId/m/:messageId' : '/c/:conversationId';
  return pages.find((page) => page === `/${first}`) ?? 'other';
}

/** How an error came to light. */
export const ErrorKind = z.enum(['boundary', 'error', 'rejection', 'worker', 'request', 'fatal']);
export type ErrorKind = z.infer<typeof ErrorKind>;

/** One step of a stack: names of code and places in it. */
export const StackFrame = z.strictObject({
  fn: z.string().check(z.maxLength(80), z.regex(/^[\w$.<>#]*$/)),
  file: z.string().check(z.maxLength(120), z.regex(/^[\w@.+/-]*$/)),
  line: z.int().check(z.gte(0), z.lte(10_000_000)),
  column: z.int().check(z.gte(0), z.lte(100_000_000)),
});
export type StackFrame = z.infer<typeof StackFrame>;

const outcomes = ['ok', ...Object.keys(errorCatalog), ...Object.keys(clientFailures)] as const;

/** What happened before: a name from the code and how it ended, `agoMs` before the error. Never what it was about. */
export const Breadcrumb = z.strictObject({
  agoMs: z.int().check(z.gte(0), z.lte(86_400_000)),
  kind: z.enum(['call', 'page', 'connection', 'signal']),
  name: z.string().check(z.maxLength(60), z.regex(/^[a-zA-Z/:.-]+$/)),
  outcome: z.enum(outcomes),
});
export type Breadcrumb = z.infer<typeof Breadcrumb>;

/** What one side tells of an error: names, places in the code, and a message of known words alone (`scrubbed`). */
export const ErrorReport = z.strictObject({
  kind: ErrorKind,
  name: z.string().check(z.maxLength(60), z.regex(/^\w+$/)),
  message: z.string().check(z.maxLength(200)),
  release: z.string().check(z.maxLength(60), z.regex(/^[\w.+-]+$/)),
  page: z.enum(pages),
  frames: z.array(StackFrame).check(z.maxLength(limits.reportFrames)),
  breadcrumbs: z.array(Breadcrumb).check(z.maxLength(limits.reportBreadcrumbs)),
});
export type ErrorReport = z.infer<typeof ErrorReport>;
