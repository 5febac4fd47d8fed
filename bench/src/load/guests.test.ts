import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { signUp } from './guests.ts';

const ends: (() => unknown)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** A server that answers sign-ups so, one after the other. */
async function answering(...answers: readonly ((response: ServerResponse) => void)[]): Promise<string> {
  const left = [...answers];
  const server = createServer((_request, response) => left.shift()?.(response)).listen(0, '127.0.0.1');
  ends.push(() => server.close());
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('it listens on a port');
  return `http://127.0.0.1:${address.port}`;
}

const refuse = (status: number) => (response: ServerResponse) =>
  void response.writeHead(status, { 'retry-after': '0' }).end('{}');
const welcome = (response: ServerResponse) =>
  void response.writeHead(201, { 'set-cookie': 'sid=x; Path=/' }).end('{"id":"one"}');

it('comes again where it is asked to, as a person would', async () => {
  const url = await answering(refuse(503), refuse(503), welcome);
  expect(await signUp(url, 1, () => undefined)).toEqual([{ id: 'one', cookie: 'sid=x' }]);
});

it('speaks of the allowance for signing up where that is what is in the way, and nowhere else', async () => {
  await expect(signUp(await answering(refuse(429)), 1, () => undefined)).rejects.toThrow('SIGN_UPS_AN_HOUR');
  const refused = await signUp(await answering(refuse(403)), 1, () => undefined).catch(String);
  expect(refused).toMatch(/\(403\)/);
  expect(refused).not.toContain('SIGN_UPS_AN_HOUR');
});

it('tells in one short line what it is that is not Parley', async () => {
  const page = (response: ServerResponse) => void response.writeHead(404).end('<html>\n<p>'.repeat(200));
  const refused = await signUp(await answering(page), 1, () => undefined).catch(({ message }: Error) => message);
  expect(refused).toMatch(/^Nobody can sign up at http:\S+ \(404\): <html> <p>.{1,200}$/);
});
