/** How much this browser still gives, in bytes; null where it does not say. */
export type Room = () => Promise<number | null>;

/** As the browser estimates it. */
export const diskRoom: Room = async () => {
  const { quota, usage } = (await globalThis.navigator?.storage?.estimate?.().catch(() => null)) ?? {};
  return quota === undefined || usage === undefined ? null : quota - usage;
};
