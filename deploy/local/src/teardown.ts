/** What has to be ended, in the order opposite to its beginning: the database last. */
export type Teardown = { add(end: () => Promise<void> | void): void; run(): Promise<void> };

/** Ends everything even when something fails to end, and tells the first failure. */
export function createTeardown(): Teardown {
  const ends: (() => Promise<void> | void)[] = [];
  return {
    add: (end) => void ends.push(end),
    run: async () => {
      const failures: unknown[] = [];
      for (let end = ends.pop(); end !== undefined; end = ends.pop()) {
        try {
          await end();
        } catch (failure) {
          failures.push(failure);
        }
      }
      if (failures.length > 0) throw failures[0];
    },
  };
}
