import { randomUUID } from 'node:crypto';
import { expect, it, vi } from 'vitest';
import { startTestService } from '../src/testing/service.ts';
import { openProfile } from './node-client.ts';

const soon = (look: () => void) => vi.waitFor(look, { timeout: 10_000, interval: 20 });

it('hears a node that goes until his own moment has come, and only then leaves it', async () => {
  const service = await startTestService({ env: { DRAIN_SPREAD_MS: '4000' }, parts: { random: () => 0.9 } });
  const ada = await service.register('ada');
  const bob = await openProfile(service.url);
  const username = `bob-${randomUUID().slice(0, 8)}`;
  await bob.client.register({
    username,
    displayName: 'Bob',
    email: `${username}@example.org`,
    password: 'correct horse battery staple',
  });
  const id = randomUUID();
  await ada.api.post('/conversations', { kind: 'direct', id, userId: bob.client.state.get().me?.id });
  await soon(() => expect(bob.client.state.get().order).toContain(id));
  await soon(() => expect(bob.client.state.get().connection.carrier).toBe('socket'));

  let away = 0;
  let carrier = 'socket';
  bob.client.state.subscribe(() => {
    const now = bob.client.state.get().connection.carrier;
    if (carrier === 'socket' && now !== 'socket') away += 1;
    carrier = now;
  });
  const began = performance.now();
  const drained = service.service.drain();
  await new Promise((resolve) => setTimeout(resolve, 500));
  await ada.api.post(`/conversations/${id}/messages`, { id: randomUUID(), content: 'while it goes' });
  await soon(() =>
    expect(bob.client.state.get().conversations.get(id)?.summary.lastMessage?.content).toBe('while it goes'),
  );
  expect([away, performance.now() - began < 3_000]).toEqual([0, true]);
  // He has gone by himself: the node did not have to wait for its own end.
  await drained;
  expect(away).toBe(1);
  expect(performance.now() - began).toBeGreaterThan(3_500);
  await bob.close();
  await service.close();
});
