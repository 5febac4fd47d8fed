import * as z from 'zod/mini';
import type { ErrorCode } from '../errors.ts';
import { limits } from '../limits.ts';

const encoder = new TextEncoder();

/** Bytes of UTF-8: what the limit counts, whatever the script. */
export const contentBytes = (content: string): number => encoder.encode(content).length;

/** Why this cannot be a message's content, or null. Client and server ask the same question. */
export function contentProblem(content: string): Extract<ErrorCode, 'VALIDATION_FAILED' | 'CONTENT_TOO_LONG'> | null {
  if (content.trim() === '' || content.includes('\0') || !content.isWellFormed()) return 'VALIDATION_FAILED';
  return contentBytes(content) > limits.contentBytes ? 'CONTENT_TOO_LONG' : null;
}

/** Text of a message: not blank, storable, well-formed. Its length is checked apart, because it has an answer of its own. */
export const Content = z
  .string()
  .check(
    z.refine(
      (content) => contentProblem(content) !== 'VALIDATION_FAILED',
      'must not be blank, nor hold NUL or half characters',
    ),
  );
