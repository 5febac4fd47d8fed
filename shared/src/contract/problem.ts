import * as z from 'zod/mini';

/** The one shape of a failure on the wire. `details` says which part of the input did not fit, or bears the current state. */
export const Problem = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    requestId: z.string(),
    details: z.optional(z.unknown()),
  }),
});
export type Problem = z.infer<typeof Problem>;
