/** How much this browser still gives, in bytes; null where it does not say. */
export type Room = () => Promise<number | null>;

/** As the browser estimates it. */
export const diskRoom =
  (storage: Pick<StorageManager, 'estimate'> | undefined = globalThis.navigator?.storage): Room =>
  async () => {
    const { quota, usage } = (await storage?.estimate?.().catch(() => null)) ?? {};
    return quota === undefined || usage === undefined ? null : quota - usage;
  };
