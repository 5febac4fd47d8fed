import { describe, expect, it } from 'vitest';
import { originAllowed } from './origin.ts';

describe('an Origin is ours', () => {
  it.each([
    ['http://localhost:5000', 'localhost:5000'],
    ['http://chat.localhost:5000', 'chat.localhost:5000'],
    ['http://127.0.0.1:5000', '127.0.0.1:5000'],
    ['http://[::1]:5000', '[::1]:5000'],
    ['http://192.168.1.20:5000', '192.168.1.20:5000'],
    ['http://10.0.0.3', '10.0.0.3'],
    ['http://172.31.255.1', '172.31.255.1'],
  ])('without a public URL when it is the host that was asked, here or nearby: %s', (origin, host) => {
    expect(originAllowed(origin, host, {})).toBe(true);
  });

  it.each([
    [undefined, 'localhost:5000'],
    ['null', 'localhost:5000'],
    ['http://localhost:5001', 'localhost:5000'],
    ['http://localhost:5000/', 'localhost:5000'],
    ['http://evil.example', 'localhost:5000'],
    // A public name that somebody pointed at this machine.
    ['http://evil.example:5000', 'evil.example:5000'],
    ['http://localhost.evil.example', 'localhost.evil.example'],
    ['http://127.0.0.1.evil.example', '127.0.0.1.evil.example'],
    ['http://172.32.0.1', '172.32.0.1'],
    ['http://8.8.8.8', '8.8.8.8'],
    ['http://localhost:5000', undefined],
  ])('and else not: %s at %s', (origin, host) => {
    expect(originAllowed(origin, host, {})).toBe(false);
  });

  it('with a public URL when it is exactly that', () => {
    const env = { PUBLIC_URL: 'https://chat.example' };
    const asked = (origin: string) => originAllowed(origin, 'chat.example', env);
    expect(asked('https://chat.example')).toBe(true);
    const others = [
      'http://chat.example',
      'https://chat.example.evil',
      'https://a.chat.example',
      'https://chat.example:444',
    ];
    expect([...others, 'http://localhost:5000'].filter(asked)).toEqual([]);
  });
});
