import type { IncomingMessage } from 'node:http';
import { BlockList, isIP, isIPv6 } from 'node:net';
import { isLoopbackAddress } from './address.ts';
import type { Env } from './env.ts';

/** Who knocks, by address. */
export interface Peer {
  /** The peer's own address, or what the last proxy that we trust says of it. */
  readonly address: string;
  /** This machine itself, with no proxy in between: limits by address do not count it. */
  readonly isLocal: boolean;
}

/** The same answer for a request and for a handshake. */
export type PeerOf = (request: IncomingMessage) => Peer;

/** Believes only so many proxies, or only those at given addresses: anybody can write a forwarded header. */
export function createPeerOf(proxies: Env['TRUST_PROXY']): PeerOf {
  const trusts = trustOf(proxies);
  return ({ socket, headers }) => {
    const peer = socket.remoteAddress ?? '';
    const said = [headers['x-forwarded-for'] ?? []].flat().join(',');
    const forwarded = said.split(',').flatMap((part) => (isIP(part.trim()) ? [part.trim()] : []));
    const hops = [peer, ...forwarded.toReversed()];
    const address = hops.find((hop, index) => !trusts(hop, index)) ?? hops.at(-1) ?? peer;
    const hasProxy = headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined;
    return { address, isLocal: isLoopbackAddress(peer) && !hasProxy };
  };
}

function trustOf(proxies: Env['TRUST_PROXY']): (address: string, hop: number) => boolean {
  if (proxies === undefined) return () => false;
  if (typeof proxies === 'number') return (_, hop) => hop < proxies;
  const list = new BlockList();
  for (const proxy of proxies) {
    const [net = '', prefix] = proxy.split('/');
    const family = isIPv6(net) ? 'ipv6' : 'ipv4';
    if (prefix === undefined) list.addAddress(net, family);
    else list.addSubnet(net, Number(prefix), family);
  }
  return (address) => {
    const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
    return isIP(plain) !== 0 && list.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
  };
}
