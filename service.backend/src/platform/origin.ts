import { isLocalHost } from './address.ts';

/**
 * Did this come from a page of ours? With a public URL: from exactly its origin. Without: from the very host that was
 * asked, and only where that is this machine or its own network, so that a public name pointed here opens nothing.
 */
export function originAllowed(
  origin: string | undefined,
  host: string | undefined,
  { PUBLIC_URL }: { readonly PUBLIC_URL?: string | undefined },
): boolean {
  if (origin === undefined || !URL.canParse(origin)) return false;
  const page = new URL(origin);
  if (page.origin !== origin) return false;
  if (PUBLIC_URL !== undefined) return page.origin === new URL(PUBLIC_URL).origin;
  return page.host === host?.toLowerCase().replace(/:80$/, '') && isLocalHost(page.hostname);
}
