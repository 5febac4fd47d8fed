import { Redis } from 'ioredis';
import type { Logger } from '../platform/logger.ts';
import { createTicker } from '../platform/ticker.ts';
import type { Reach } from './announced.ts';

/** The two connections the adapter needs. They may come and go; nothing that is said to them can fail anybody. */
export interface RedisLink extends Reach {
  readonly publisher: Redis;
  readonly subscriber: Redis;
  /** Publishing reaches the others, and theirs reaches us. */
  whole(): boolean;
  close(): Promise<void>;
}

/**
 * Opens both. With the defaults an absence of 22 seconds ends the process: the adapter looks at no promise, so here each
 * one is caught, what cannot be published now is dropped and counted, and the subscriber never gives up its commands.
 */
export function openRedis(deps: {
  readonly url: string;
  readonly probeEvery: number;
  readonly logger: Logger;
  readonly onChange: (whole: boolean) => void;
}): RedisLink {
  const { url, logger, onChange } = deps;
  const options = {
    retryStrategy: (attempt: number) => Math.min(50 * attempt, 400) + Math.random() * 100,
    connectTimeout: 2_000,
  };
  const publisher = new Redis(url, {
    ...options,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
  });
  const subscriber = new Redis(url, { ...options, maxRetriesPerRequest: null });
  let losses = 0;
  let subscribed = false;
  let whole = false;

  function look(): void {
    const now = subscribed && publisher.status === 'ready';
    if (now === whole) return;
    whole = now;
    logger.warn(now ? 'Redis is there' : 'Redis is away: other nodes hear nothing of this one');
    onChange(now);
  }

  const answered = guardPublish(publisher, () => losses++);
  guardSubscriptions(subscriber);

  for (const client of [publisher, subscriber]) {
    // One line a change is written above; a line for every failed attempt to connect would drown it.
    client.on('error', () => undefined);
    client.on('ready', look);
    client.on('close', look);
  }
  publisher.on('close', () => losses++);
  subscriber.on('close', () => {
    subscribed = false;
    look();
  });
  subscriber.on('ready', () => {
    // Answered after the subscriptions that the client repeats: only then are we heard and hearing.
    const asked = subscriber.ping().then(() => true);
    asked
      .catch(() => false)
      .then((answered) => {
        subscribed = answered && subscriber.status === 'ready';
        look();
      });
  });

  const probe = createTicker(deps.probeEvery, async () => {
    await Promise.all([publisher, subscriber].map((client) => reconnectUnlessAlive(client, deps.probeEvery)));
  });
  probe.start();

  return {
    publisher,
    subscriber,
    publishing: () => publisher.status === 'ready',
    losses: () => losses,
    answered,
    whole: () => whole,
    async close() {
      await probe.stop();
      publisher.disconnect();
      subscriber.disconnect();
    },
  };
}

/**
 * The adapter publishes and looks away: here the promise never rejects, and never waits for a Redis that is not there.
 * Gives what waits for the answers: they come in the order of asking, so the last one is after all of them.
 */
function guardPublish(publisher: Redis, onLoss: () => void): () => Promise<void> {
  const publish = publisher.publish.bind(publisher);
  let last: Promise<unknown> = Promise.resolve();

  async function guarded(...said: Parameters<typeof publisher.publish>): Promise<number> {
    if (publisher.status === 'ready') {
      try {
        return await publish(...said);
      } catch {
        // Counted below, like what was never sent.
      }
    }
    onLoss();
    return 0;
  }
  publisher.publish = (channel, message) => {
    const answer = guarded(channel, message);
    last = answer;
    return answer;
  };
  return async () => void (await last);
}

/** The adapter's subscriptions wait for a Redis that is not there yet; when it never came, closing rejects them. */
function guardSubscriptions(subscriber: Redis): void {
  for (const name of ['subscribe', 'psubscribe', 'unsubscribe', 'punsubscribe'] as const) {
    const command = subscriber[name].bind(subscriber) as (...channels: unknown[]) => Promise<unknown>;
    const guarded = (...channels: unknown[]) => command(...channels).catch(() => 0);
    Object.defineProperty(subscriber, name, { value: guarded });
  }
}

/** A peer that vanished without a word leaves a connection that looks ready for minutes. */
async function reconnectUnlessAlive(client: Redis, patience: number): Promise<void> {
  if (client.status !== 'ready') return;
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), patience);
  });
  const alive = await Promise.race([
    client
      .ping()
      .then(() => true)
      .catch(() => false),
    silence,
  ]);
  clearTimeout(timer);
  if (!alive && client.status === 'ready') client.disconnect(true);
}
