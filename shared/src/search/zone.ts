/** True for a time zone that this machine knows. */
export function isZone(zone: string): boolean {
  try {
    return zone.length <= 64 && new Intl.DateTimeFormat('en-US', { timeZone: zone }) !== null;
  } catch {
    return false;
  }
}
