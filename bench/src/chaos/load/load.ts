import type { ConversationState } from '@parley/client/chat-client/state.ts';
import type { Message } from '@parley/shared/models/message.ts';
import type { Device } from '../devices/device.ts';
import { fingerprint } from '../devices/fingerprint.ts';
import { pause } from '../faults/fault.ts';
import type { Random } from '../random.ts';

/** People who write, read, edit and delete, until they are told to stop. */
export interface Load {
  start(): void;
  /** Resolves when what was begun is written down. */
  stop(): Promise<void>;
}

interface LoadOptions {
  readonly random: Random;
  readonly devices: readonly Device[];
  readonly conversations: readonly string[];
  /** Things done by all devices together in a second. */
  readonly perSecond: number;
  readonly touch: () => void;
}

const patienceMs = 3_000;
const filler = 'harbour lantern tide keel – ørn 灯台 🛟 winch anchor fog bell pier rope gull salt '.repeat(120);

/** Words that nobody wrote before; some bytes or some thousand. */
export function createWords(random: Random): () => string {
  let count = 0;
  return () => {
    const length = random.logUniform(1, 8_192);
    const start = random.between(0, 40);
    // Cut between characters: half a character is no text.
    const text = [...filler.slice(start, start + Math.min(length, filler.length - 45))].join('').toWellFormed();
    count += 1;
    return `${count.toString(36)}.${random.between(0, 1_295).toString(36)} ${text}`;
  };
}

/** 80 % send, 10 % read, 10 % edit or delete; four of ten sends go to one hot conversation. */
export function createLoad({ random, devices, conversations, perSecond, touch }: LoadOptions): Load {
  const words = createWords(random.fork('words'));
  const running = new Set<Promise<unknown>>();
  let timer: NodeJS.Timeout | null = null;
  let isOn = false;

  const held = (device: Device): ConversationState[] => {
    const known = device.client().state.get().conversations;
    return conversations.flatMap((c) => known.get(c) ?? []);
  };

  function place(device: Device): ConversationState | undefined {
    const all = held(device);
    const hot = all.find(({ id }) => id === conversations[0]);
    return hot !== undefined && random.chance(0.4) ? hot : random.pick(all);
  }

  const mine = (device: Device, { timeline }: ConversationState): readonly Message[] =>
    (timeline?.rows ?? []).filter(({ senderId, kind, deletedAt }) => {
      return senderId === device.person.id && kind === 'text' && deletedAt === null;
    });

  async function send(device: Device): Promise<void> {
    const where = place(device);
    if (where !== undefined) await device.write(where.id, words());
  }

  async function read(device: Device): Promise<void> {
    const where = place(device);
    if (where?.timeline == null) return;
    const last = where.timeline.rows.at(-1);
    if (last !== undefined) device.client().markRead(where.id, last.seq);
    if (random.chance(0.3)) await device.client().loadOlder(where.id);
    // Marked as unread and no more, now and then: the number must follow on all of a person's devices.
    const again = random.pick(where.timeline.rows)?.seq ?? null;
    if (random.chance(0.2)) await device.client().markUnread(where.id, random.chance(0.6) ? again : null);
  }

  async function change(device: Device): Promise<void> {
    const where = place(device);
    const message = where === undefined ? undefined : random.pick(mine(device, where).slice(-30));
    if (where === undefined || message === undefined) return;
    const { id, version } = message;
    if (random.chance(0.4)) {
      device.note({ kind: 'remove', c: where.id, id });
      await device.client().remove(where.id, id);
      return;
    }
    const content = words();
    device.note({ kind: 'edit', c: where.id, id, body: fingerprint(content) });
    await device.client().edit(where.id, id, content, version);
  }

  function act(): void {
    const device = random.pick(devices);
    if (device === undefined || device.client().state.get().session !== 'signedIn') return;
    const what = random.weighted([
      [80, send],
      [10, read],
      [10, change],
    ]);
    touch();
    // What the service refuses or does not answer is in the history; here it is nobody's failure.
    const doing = what(device).catch(() => undefined);
    running.add(doing);
    void doing.finally(() => running.delete(doing));
  }

  function tick(): void {
    if (!isOn) return;
    act();
    timer = setTimeout(tick, (1_000 / perSecond) * (0.5 + random.next()));
  }

  return {
    start() {
      isOn = true;
      tick();
    },
    async stop() {
      isOn = false;
      if (timer !== null) clearTimeout(timer);
      // What a device was doing when it crashed never comes to an end.
      await Promise.race([Promise.all(running), pause(patienceMs)]);
      touch();
    },
  };
}
