import * as z from 'zod/mini';

/** A UUID in lower case, so that one thing has one spelling. */
export const Id = z.uuid().check(z.lowercase());
export type Id = z.infer<typeof Id>;

/** A number of a conversation's log. 0 stands before the first. */
export const Seq = z.int().check(z.nonnegative());

/** Names one life of the database: another epoch means that numbers may have gone back. */
export const Epoch = z.string().check(z.minLength(1), z.maxLength(80));
export type Epoch = z.infer<typeof Epoch>;

/** A moment, ISO 8601 in UTC. For people only: nothing is ordered by it. */
export const Moment = z.iso.datetime();

const unfitForLine = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

/** One line of text that people will read: trimmed, not empty, without control or direction-overriding characters. */
export const line = (maximum: number) =>
  z.string().check(
    z.trim(),
    z.minLength(1),
    z.maxLength(maximum),
    z.refine((text) => !unfitForLine.test(text), 'has characters that do not fit in a line'),
  );

/** A whole number in a query string, within bounds. */
export const queryInteger = (minimum: number, maximum: number) =>
  z.pipe(
    z.string().check(z.regex(/^\d{1,15}$/)),
    z.pipe(z.transform(Number), z.int().check(z.gte(minimum), z.lte(maximum))),
  );
