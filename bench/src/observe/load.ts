import { setTimeout } from 'node:timers/promises';
import type { Citizen } from '../chaos/world/world.ts';

/** People who go on writing, whatever is broken: what is refused now is not their affair. */
export function keepWriting(people: readonly Citizen[], conversationId: string): { stop(): Promise<void> } {
  let isOver = false;
  async function write({ api }: Citizen): Promise<void> {
    while (!isOver) {
      const message = { id: crypto.randomUUID(), content: 'steady as she goes' };
      await api.ask('POST', `/conversations/${conversationId}/messages`, message).catch(() => undefined);
      await setTimeout(20);
    }
  }
  const writers = people.map(write);
  return {
    async stop() {
      isOver = true;
      await Promise.all(writers);
    },
  };
}
