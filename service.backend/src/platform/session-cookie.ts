import { holderCookie } from '@parley/shared/contract/holder.ts';

type Site = { readonly PUBLIC_URL?: string | undefined };

/** How a secret of ours travels in a browser that only the server reads. */
export interface SecretCookie {
  readonly name: string;
  read(header: string | undefined): string | null;
  write(value: string): string;
  clear(): string;
}

/** How a session's token travels. */
export type SessionCookie = SecretCookie;

const uuid = /^[0-9a-f-]{36}$/;
const day = 24 * 60 * 60;

/** The session: gone after two weeks, whatever happens. */
export const createSessionCookie = (site: Site): SessionCookie => createCookie(site, 'sid', 14 * day, /^[\w-]{43}$/);

/**
 * Whose session it is, for the page to read: what it kept of him it may show before the server has answered. It opens nothing,
 * and comes and goes with the session.
 */
export const createHolderCookie = (site: Site): Omit<SecretCookie, 'read'> =>
  createCookie(site, holderCookie, 14 * day, uuid, 'readable');

/** What tells a browser that signed in before from one that guesses. It opens nothing. */
export const createDeviceCookie = (site: Site): SecretCookie =>
  createCookie(site, 'known', 365 * day, /^[\w-]{22}\.[\w-]{43}$/);

/** `PUBLIC_URL` decides: an https origin gets cookies that no other host and no plain connection can set or see. */
function createCookie(
  { PUBLIC_URL }: Site,
  plainName: string,
  maxAge: number,
  form: RegExp,
  by: 'server' | 'readable' = 'server',
): SecretCookie {
  const secure = PUBLIC_URL?.startsWith('https:') ?? false;
  const name = secure ? `__Host-${plainName}` : plainName;
  const attributes = `Path=/;${by === 'server' ? ' HttpOnly;' : ''} SameSite=Lax${secure ? '; Secure' : ''}`;
  return {
    name,
    read(header) {
      const found = (header ?? '').split(';').map((pair) => pair.trim().split('='));
      // One cookie of that name, or none: which of two is ours cannot be told.
      const values = found.flatMap(([key, value]) => (key === name && value ? [value] : []));
      return values.length === 1 && form.test(values[0] ?? '') ? (values[0] ?? null) : null;
    },
    write: (value) => `${name}=${value}; Max-Age=${maxAge}; ${attributes}`,
    clear: () => `${name}=; Max-Age=0; ${attributes}`,
  };
}
