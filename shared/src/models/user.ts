import * as z from 'zod/mini';
import { limits } from '../limits.ts';
import { Id, line, Moment } from './basics.ts';

/** A handle: lower case, so that two people cannot differ by case alone. */
export const Username = z
  .string()
  .check(z.minLength(limits.usernameMin), z.maxLength(limits.usernameMax), z.regex(/^[a-z0-9][a-z0-9._-]*$/));

/** The name that others see. */
export const DisplayName = line(limits.displayNameLength);

/** An address to write to; not verified, hence neither unique nor a name to sign in with. */
export const Email = z.email().check(z.maxLength(limits.emailLength));

/** Any characters, no composition rules; length is what counts (NIST SP 800-63B). */
export const Password = z.string().check(z.minLength(limits.passwordMin), z.maxLength(limits.passwordMax));

/** What everybody who shares a conversation may know of a person. A higher `version` is newer. */
export const User = z.object({
  id: Id,
  username: z.string(),
  displayName: z.string(),
  version: z.int(),
});
export type User = z.infer<typeof User>;

/** What a person knows of his own account. */
export const Me = z.object({
  id: Id,
  username: z.string(),
  displayName: z.string(),
  version: z.int(),
  email: z.string(),
  createdAt: Moment,
  /** Whether he administrates this instance: what the app offers him; what he may is asked at every request. */
  isAdmin: z.boolean(),
});
export type Me = z.infer<typeof Me>;

/** Whether a person is there now, and when last. */
export const Presence = z.object({
  userId: Id,
  online: z.boolean(),
  lastSeenAt: z.nullable(Moment),
  /** Of what is known of him: who holds an older one has not heard of a new name. A node of before does not say. */
  version: z.optional(z.int()),
});
export type Presence = z.infer<typeof Presence>;
