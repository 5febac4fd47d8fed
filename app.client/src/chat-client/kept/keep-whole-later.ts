import type { KeepWhole, KeepWholeDeps } from './keep-whole.ts';
import type { KeptStorage } from './kept-storage.ts';

/** The same, but for the storage: its code comes apart as well. */
export type KeepWholeLaterDeps = Omit<KeepWholeDeps, 'storage'> & { readonly storage: () => Promise<KeptStorage> };

/** Does nothing before it is told to begin, or somebody wishes for something. */
export interface KeepWholeLater extends KeepWhole {
  begin(): void;
}

/**
 * The same, with its code fetched apart: nothing that is shown first waits for it. Where it did not come it is asked for again
 * with the next wish.
 */
export function keepWholeLater(deps: KeepWholeLaterDeps): KeepWholeLater {
  let coming: Promise<KeepWhole> | null = null;
  function come(): Promise<KeepWhole> {
    coming ??= Promise.all([import('./keep-whole.ts'), deps.storage()]).then(
      ([{ createKeepWhole }, storage]) => createKeepWhole({ ...deps, storage }),
      (error: unknown) => {
        coming = null;
        throw error;
      },
    );
    return coming;
  }
  return {
    begin: () => void come().catch(() => undefined),
    set: async (conversationId, isKept) => (await come()).set(conversationId, isKept),
    reload: async () => (await come()).reload(),
    stop: () => void coming?.then((whole) => whole.stop()).catch(() => undefined),
  };
}
