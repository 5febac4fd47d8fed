import type { Exports, ExportsDeps } from './exports.ts';

/** The same, with its code fetched when it is first asked for: nothing that is shown first waits for it. */
export function exportsLater(deps: ExportsDeps): Exports {
  const come = async () => (await import('./exports.ts')).createExports(deps);
  return {
    start: async (conversationId, format) => (await come()).start(conversationId, format),
    startMine: async () => (await come()).startMine(),
    get: async (exportId) => (await come()).get(exportId),
    cancel: async (exportId) => (await come()).cancel(exportId),
    link: async (exportId) => (await come()).link(exportId),
  };
}
