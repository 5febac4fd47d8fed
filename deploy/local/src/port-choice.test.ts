import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { choosePort } from './port-choice.ts';
import { isPortFree, loopback } from './ports.ts';

describe('the port to open', () => {
  it('differs for two that start in the same moment, though neither listens yet', async () => {
    const first = await choosePort(undefined, loopback);
    const second = await choosePort(undefined, loopback);
    expect(first.port).not.toBe(second.port);
    first.settle();
    second.settle();
  });

  it('is the one asked for, or a clear refusal when somebody has it', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, loopback, resolve));
    const address = taken.address();
    if (address === null || typeof address === 'string') throw new Error('it listens on a port');
    await expect(choosePort(String(address.port), loopback)).rejects.toThrow(`Port ${address.port} is taken`);
    await new Promise((resolve) => taken.close(resolve));
    expect((await choosePort(String(address.port), loopback)).port).toBe(address.port);
  });

  it('is not said to be taken where this machine has no such address', async () => {
    await expect(choosePort('4999', '203.0.113.9')).rejects.toThrow('port 4999 of 203.0.113.9 (EADDRNOTAVAIL)');
  });

  it('is any free one for 0, and nothing for nonsense', async () => {
    const { port } = await choosePort('0', loopback);
    expect(await isPortFree(port)).toBe(true);
    await expect(choosePort('http', loopback)).rejects.toThrow('no port');
  });
});
