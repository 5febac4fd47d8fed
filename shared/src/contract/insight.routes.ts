import * as z from 'zod/mini';
import { defineRoute } from './route.ts';

/** Ten seconds of all nodes. */
const LivePoint = z.object({
  /** Seconds since 1970. */
  at: z.int(),
  requests: z.int(),
  /** Answered 5xx. */
  errors: z.int(),
  /** Answered 4xx. */
  refused: z.int(),
  sends: z.int(),
  p50: z.nullable(z.number()),
  p95: z.nullable(z.number()),
  /** Of sends alone, until they were on the record. */
  sendP50: z.nullable(z.number()),
  sendP95: z.nullable(z.number()),
});

/** The last hour of all nodes that can be heard. */
export const adminLive = defineRoute({
  name: 'admin.live',
  summary: 'The last hour, of all nodes together (administrators)',
  method: 'GET',
  path: '/admin/live',
  access: 'admin',
  limit: 'read',
  responses: {
    200: z.object({
      /** How many nodes are alive, this one included, and of how many this is the sum. */
      nodes: z.int(),
      heard: z.int(),
      /** The last of them is still under way. */
      points: z.array(LivePoint),
      slowest: z.array(z.object({ route: z.string(), count: z.int(), p50: z.number(), p95: z.number() })),
    }),
  },
});

/** Who was there, what was said where, how well it arrived, and what is used: of the whole instance. */
export const adminInsight = defineRoute({
  name: 'admin.insight',
  summary: 'People, messages, delivery and use (administrators)',
  method: 'GET',
  path: '/admin/insight',
  access: 'admin',
  limit: 'read',
  responses: {
    200: z.object({
      active: z.object({ day: z.int(), week: z.int(), month: z.int() }),
      /** The last fourteen days, today last. */
      days: z.array(z.object({ day: z.string(), people: z.int(), direct: z.int(), group: z.int() })),
      /** What consenting devices told in the last day. */
      delivery: z.array(
        z.object({ name: z.string(), count: z.int(), failures: z.int(), p50: z.number(), p95: z.number() }),
      ),
      /** null while analytics are off. */
      use: z.nullable(z.array(z.object({ event: z.string(), today: z.int(), month: z.int() }))),
    }),
  },
});
