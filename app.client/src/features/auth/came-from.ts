/** Where one wanted to go before being asked to sign in; a path of this application, whatever the history says. */
export function cameFrom(state: unknown): string {
  const from = typeof state === 'object' && state !== null && 'from' in state ? state.from : null;
  return typeof from === 'string' && /^\/(?![/\\])/u.test(from) ? from : '/';
}
