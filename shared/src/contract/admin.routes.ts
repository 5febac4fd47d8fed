import * as z from 'zod/mini';
import { Moment } from '../models/basics.ts';
import { defineRoute } from './route.ts';

/** Which node answers, since when, and how much it keeps: the head of the administrators' page. */
export const adminInstance = defineRoute({
  name: 'admin.instance',
  summary: 'What this instance is (administrators)',
  method: 'GET',
  path: '/admin/instance',
  access: 'admin',
  limit: 'read',
  responses: {
    200: z.object({
      nodeId: z.string(),
      startedAt: Moment,
      people: z.int(),
      conversations: z.int(),
      /** Of the node that answers: whether its calls to what it depends on are let through. */
      breakers: z.array(z.object({ dependency: z.string(), state: z.enum(['closed', 'half-open', 'open']) })),
    }),
  },
});
