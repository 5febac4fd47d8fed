import { randomBytes } from 'node:crypto';
import type { Fingerprint } from '../../platform/fingerprint.ts';

/** Tells a browser in which somebody signed in before from one that guesses: his door stays open while others knock. */
export interface KnownDevices {
  issue(username: string): string;
  /** The device's name when this account signed in on it, else null. */
  recognise(token: string | null, username: string): string | null;
}

/** A random name and its keyed hash together with the account: it cannot be made up, and is worth nothing elsewhere. */
export function createKnownDevices(fingerprint: Fingerprint): KnownDevices {
  const macOf = (device: string, username: string) => fingerprint.of('device', device, username);
  return {
    issue(username) {
      const device = randomBytes(16).toString('base64url');
      return `${device}.${macOf(device, username).toString('base64url')}`;
    },
    recognise(token, username) {
      const [device = '', mac = ''] = token?.split('.') ?? [];
      return fingerprint.same(macOf(device, username), Buffer.from(mac, 'base64url')) ? device : null;
    },
  };
}
