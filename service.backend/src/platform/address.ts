import { BlockList, isIP, isIPv6 } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

const nearby = new BlockList();
for (const [net, prefix] of [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
] as const) {
  nearby.addSubnet(net, prefix, 'ipv4');
}
nearby.addSubnet('fc00::', 7, 'ipv6');
nearby.addSubnet('fe80::', 10, 'ipv6');

const unmapped = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '');
const isIn = (list: BlockList, address: string): boolean => list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');

/** True for this machine itself, by address. */
export function isLoopbackAddress(address: string): boolean {
  // How most proxies and all tools of this machine come; the list below is dear for every request.
  if (address === '127.0.0.1') return true;
  const plain = unmapped(address);
  return isIP(plain) !== 0 && isIn(loopback, plain);
}

/** True for a host name (without port) that only this machine or its own network can mean: no public name ever is. */
export function isLocalHost(hostname: string): boolean {
  const plain = unmapped(hostname.replace(/^\[|\]$/g, ''));
  if (isIP(plain) === 0) return /^(.+\.)?localhost$/i.test(plain);
  return isIn(loopback, plain) || isIn(nearby, plain);
}

/** What limits count by: the address, or for IPv6 its /64, because one customer owns all of that. */
export function addressKey(address: string): string {
  const plain = unmapped(address);
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.split('%')[0]?.split('::') ?? [];
  const groups = head === '' ? [] : head.split(':');
  const rest = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros =
    tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - groups.length - rest.length) }, () => '0');
  const network = [...groups, ...zeros, ...rest].slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${network.join(':')}::/64`;
}
