import type { Bench } from './bench.ts';

interface Entry {
  readonly name: string;
  /** Runs only when it is asked for by its name. */
  readonly alone?: true;
  /** Its program: who only asks what there is waits for none. */
  load(): Promise<Bench>;
}

/** All of them, in the order in which a whole run goes. */
export const benches: readonly Entry[] = [
  { name: 'limits', load: async () => (await import('./limits.ts')).limits },
  { name: 'send', load: async () => (await import('./send.ts')).send },
  { name: 'fanout', load: async () => (await import('./fanout.ts')).fanout },
  { name: 'history', load: async () => (await import('./history.ts')).history },
  { name: 'list', load: async () => (await import('./list.ts')).list },
  { name: 'search', load: async () => (await import('./search.ts')).search },
  { name: 'keep', load: async () => (await import('./keep.ts')).keep },
  { name: 'storm', load: async () => (await import('./storm.ts')).storm },
  { name: 'memory', load: async () => (await import('./memory.ts')).memory },
  { name: 'start', load: async () => (await import('./start.ts')).start },
  { name: 'client', load: async () => (await import('./client/client.ts')).client },
  { name: 'cache', load: async () => (await import('./cache/cache.ts')).cache },
  { name: 'growth', alone: true, load: async () => (await import('./growth/growth.ts')).growth },
];
