import searchWorkerUrl from '../search/search-worker.ts?worker&url';

/** Where the worker that installs the application lies. */
export const installingWorker = '/service-worker.js';
/** Where the worker that searches lies, as it was built. */
export const searchingWorker: string = searchWorkerUrl;

/** What a page with trusted types knows of them. */
export interface TrustedTypes {
  createPolicy(name: string, rules: object): { createScriptURL(url: string): unknown };
}

/** The one policy of this page: it makes the addresses of its own workers, and no other. */
export function createAddresses(
  trustedTypes: TrustedTypes | undefined,
  known: readonly string[],
): (url: string) => string {
  const rules = {
    createScriptURL(url: string) {
      if (!known.includes(url)) throw new TypeError('no such worker');
      return url;
    },
  };
  if (!trustedTypes) return rules.createScriptURL;
  const policy = trustedTypes.createPolicy('parley-workers', rules);
  return (url) => policy.createScriptURL(url) as string;
}
