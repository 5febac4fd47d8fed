import * as z from 'zod/mini';
import { Id, Moment } from './basics.ts';

/** A browser in which one is signed in, as its owner is told of it: neither where it is nor what opens it. */
export const OwnSession = z.object({
  id: Id,
  /** The one that asks. */
  isThis: z.boolean(),
  /** What the browser says of itself, in words for people: "Firefox on Linux"; empty where it says nothing. */
  device: z.string(),
  createdAt: Moment,
  /** When it was last used, to the minute. */
  seenAt: Moment,
});
export type OwnSession = z.infer<typeof OwnSession>;
