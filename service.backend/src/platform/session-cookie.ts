const maximumAge = 14 * 24 * 60 * 60;

/** How a session's token travels. Its name says where it is good: `__Host-` under https, plain on the local network. */
export interface SessionCookie {
  readonly name: string;
  read(header: string | undefined): string | null;
  write(token: string): string;
  clear(): string;
}

/** `PUBLIC_URL` decides: an https origin gets a cookie that no other host and no plain connection can set or see. */
export function createSessionCookie({ PUBLIC_URL }: { readonly PUBLIC_URL?: string | undefined }): SessionCookie {
  const secure = PUBLIC_URL?.startsWith('https:') ?? false;
  const name = secure ? '__Host-sid' : 'sid';
  const attributes = `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  return {
    name,
    read(header) {
      const found = (header ?? '').split(';').map((pair) => pair.trim().split('='));
      // One cookie of that name, or none: which of two is ours cannot be told.
      const values = found.flatMap(([key, value]) => (key === name && value ? [value] : []));
      return values.length === 1 && /^[\w-]{43}$/.test(values[0] ?? '') ? (values[0] ?? null) : null;
    },
    write: (token) => `${name}=${token}; Max-Age=${maximumAge}; ${attributes}`,
    clear: () => `${name}=; Max-Age=0; ${attributes}`,
  };
}
