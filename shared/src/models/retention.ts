import * as z from 'zod/mini';

/** How old a message may become, in days. */
const Days = z.int().check(z.gte(1), z.lte(36_500));

/**
 * What becomes of messages as they grow old: null keeps them. What is older than `archiveAfterDays` moves to the archive,
 * where it is read and found as before; what is older than `deleteAfterDays` goes for good.
 */
export const RetentionRule = z.object({ archiveAfterDays: z.nullable(Days), deleteAfterDays: z.nullable(Days) });
export type RetentionRule = z.infer<typeof RetentionRule>;

/** Everything stays as it is. */
export const keepAll: RetentionRule = { archiveAfterDays: null, deleteAfterDays: null };

/** The same, as it is asked for: what is deleted first would never be archived. */
export const AskedRule = z
  .strictObject(RetentionRule.shape)
  .check(
    z.refine(
      ({ archiveAfterDays: archive, deleteAfterDays: remove }) =>
        archive === null || remove === null || archive < remove,
      'archives before it deletes',
    ),
  );

/** A rule as a query has it: what is kept is not named. */
export const ruleQuery = ({ archiveAfterDays: archive, deleteAfterDays: remove }: RetentionRule) => ({
  ...(archive === null ? {} : { archiveAfterDays: archive }),
  ...(remove === null ? {} : { deleteAfterDays: remove }),
});
