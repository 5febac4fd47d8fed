import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { addressKey } from './address.ts';
import { createPeerOf } from './peer.ts';

function from(peer: string, forwarded?: string): IncomingMessage {
  const request = new IncomingMessage(Object.defineProperty(new Socket(), 'remoteAddress', { value: peer }));
  if (forwarded !== undefined) request.headers['x-forwarded-for'] = forwarded;
  return request;
}

describe('who knocks', () => {
  it('is the peer, whatever it says of itself, where no proxy is configured', () => {
    const peerOf = createPeerOf(undefined);
    expect(peerOf(from('198.51.100.1', '1.2.3.4')).address).toBe('198.51.100.1');
    expect(peerOf(from('127.0.0.1'))).toEqual({ address: '127.0.0.1', isLocal: true });
    expect(peerOf(from('::ffff:127.0.0.1', '1.2.3.4')).isLocal).toBe(false);
  });

  it('is whom the last of so many proxies names, and what stands before that is not believed', () => {
    expect(createPeerOf(1)(from('10.0.0.1', '6.6.6.6, 198.51.100.1')).address).toBe('198.51.100.1');
    expect(createPeerOf(2)(from('10.0.0.1', '6.6.6.6, 198.51.100.1, 10.0.0.2')).address).toBe('198.51.100.1');
    expect(createPeerOf(2)(from('10.0.0.1')).address).toBe('10.0.0.1');
  });

  it('is the first who is none of the proxies, where they are named', () => {
    const peerOf = createPeerOf(['10.0.0.0/8', '::1']);
    expect(peerOf(from('10.0.0.1', '6.6.6.6, 198.51.100.1, 10.9.9.9')).address).toBe('198.51.100.1');
    expect(peerOf(from('198.51.100.2', '6.6.6.6')).address).toBe('198.51.100.2');
    expect(peerOf(from('::ffff:10.0.0.1', '2001:db8::1')).address).toBe('2001:db8::1');
  });

  it('is counted by its network where one customer has all of that', () => {
    expect(addressKey('2001:db8:1:2::1')).toBe('2001:db8:1:2::/64');
    expect(addressKey('2001:0db8:1:2:aaaa:bbbb:cccc:dddd')).toBe('2001:db8:1:2::/64');
    expect(addressKey('::1')).toBe('0:0:0:0::/64');
    expect(addressKey('::ffff:198.51.100.1')).toBe('198.51.100.1');
  });
});
