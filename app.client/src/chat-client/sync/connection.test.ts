import { timings } from '@parley/shared/limits.ts';
import { afterEach, expect, it } from 'vitest';
import { c, d, engineLab } from '../testing/engine-lab.ts';
import { type Lab, readyLab, stopLabs } from '../testing/ready-lab.ts';

const labs: Lab[] = [];
afterEach(() => stopLabs(labs));
const ready = (socket?: boolean) => readyLab(labs, socket);

const connection = ({ store }: Lab) => store.get().connection;
const forAWhile = timings.headsOpen + timings.headsJitter + 1_000;

it('works over HTTP alone where there is no socket', async () => {
  const lab = await ready(false);
  expect(connection(lab)).toMatchObject({ phase: 'live', carrier: 'http' });
  lab.say(c, 'one');
  await lab.clock.advance(timings.headsDegraded + timings.headsJitter);
  expect(lab.texts(c)).toEqual(['one']);
});

it('does not wait for what was asked before there was a socket, and is not troubled by its end', async () => {
  const lab = engineLab();
  labs.push(lab);
  lab.network.silent = true;
  lab.engine.start();
  await lab.clock.advance(3_000);
  expect(lab.asks('sync.run')).toBe(1);
  lab.network.silent = false;
  lab.connect();
  await lab.clock.advance(0);
  expect(connection(lab)).toMatchObject({ phase: 'live', carrier: 'socket' });
  expect(lab.store.get().order).toEqual(expect.arrayContaining([c, d]));
  await lab.clock.advance(timings.requestTimeout);
  expect(connection(lab)).toMatchObject({ phase: 'live', carrier: 'socket' });
  expect(lab.asks('sync.run')).toBe(2);
});

it('says what it knows of the connection, and comes back by itself', async () => {
  const lab = await ready();
  lab.network.http = false;
  lab.drop();
  await lab.clock.advance(timings.headsJitter);
  expect(connection(lab)).toMatchObject({ phase: 'reconnecting', carrier: 'none' });
  lab.network.online = false;
  lab.signal('offline');
  expect(connection(lab).phase).toBe('offline');
  lab.say(c, 'meanwhile');
  Object.assign(lab.network, { http: true, online: true });
  lab.connect();
  await lab.clock.advance(1_000);
  expect(connection(lab)).toMatchObject({ phase: 'live', carrier: 'socket' });
  expect(lab.texts(c)).toEqual(['meanwhile']);
});

it('drops a socket that twice in a row had not told what is', async () => {
  const lab = await ready();
  lab.network.deaf = true;
  lab.say(c, 'one');
  await lab.clock.advance(forAWhile);
  expect(lab.reconnections).toEqual([]);
  lab.say(c, 'two');
  await lab.clock.advance(forAWhile);
  expect(lab.reconnections).toEqual([0]);
  expect(lab.texts(c)).toEqual(['one', 'two']);
});

it('comes back when the node that goes has told it to', async () => {
  const lab = await ready();
  lab.push('server.draining', { reconnectInMs: 700 });
  expect(lab.reconnections).toEqual([700]);
  lab.say(c, 'meanwhile');
  await lab.clock.advance(1_000);
  expect([connection(lab).phase, lab.texts(c)]).toEqual(['live', ['meanwhile']]);
});

it('hears that the session has ended, from a frame or from a refused handshake', async () => {
  const lab = await ready();
  lab.push('session.revoked', {});
  lab.refuse('RATE_LIMITED');
  lab.refuse('UNAUTHENTICATED');
  expect(lab.ended).toEqual(['ended', 'ended']);
});
