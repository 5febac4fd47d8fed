/** The cookie that tells a page whose session its browser holds; over https its name begins with `__Host-`. */
export const holderCookie = 'holder';

/** Whose session these cookies say it is; null where they do not say, or not clearly. */
export function holderOf(cookies: string): string | null {
  const found = cookies.split(';').flatMap((pair) => {
    const [name, value] = pair.trim().split('=');
    return value && (name === holderCookie || name === `__Host-${holderCookie}`) ? [value] : [];
  });
  return found.length === 1 ? (found[0] ?? null) : null;
}
