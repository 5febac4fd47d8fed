/** What a run came to. */
export interface Tally {
  readonly acknowledged: number;
  readonly refused: number;
  readonly delivered: number;
  readonly expected: number;
  readonly lost: number;
  readonly doubled: number;
  readonly reordered: number;
}

/** Keeps book of every acknowledgement and every delivery; what it says at the end is counted, never assumed. */
export interface Account {
  /** A device is in this room. */
  joined(device: number, room: string): void;
  /** What this device said was answered with this number. */
  acknowledged(device: number, id: string, seq: number): void;
  /** It was answered with nothing else than refusals; it may be there all the same. */
  refused(device: number, id: string): void;
  /** A device took this into its timeline. */
  delivered(device: number, id: string, seq: number): void;
  /** All that the record of a room has, read when everything was said. */
  recorded(room: string, stored: readonly { readonly id: string; readonly seq: number }[]): void;
  delivery(): number;
  tally(): Tally;
}

interface Room {
  readonly acked: Map<string, number>;
  readonly refused: Set<string>;
  /** Under which number each message arrived first, anywhere, and which one came first under a number. */
  readonly numbers: Map<string, number>;
  readonly holders: Map<number, string>;
  /** What the record had in the end; null until it is read. */
  record: Map<string, number> | null;
  readonly devices: Device[];
}

interface Device {
  readonly room: Room;
  /** One byte a number: ten million deliveries must fit. */
  seen: Uint8Array;
  last: number;
  lastAcked: number;
}

/**
 * `lost` is acknowledged and not delivered to somebody who was there, or not on record; `doubled` was taken twice, is there
 * under two numbers, or is there although nobody was told so; `reordered` came after a higher number, under another one than
 * was acknowledged, under one that means something else elsewhere, or has a lower one than what its author had said before.
 */
export function createAccount(): Account {
  const rooms = new Map<string, Room>();
  const devices = new Map<number, Device>();
  let refused = 0;
  let delivered = 0;
  let doubled = 0;
  let reordered = 0;

  function roomOf(name: string): Room {
    const room = rooms.get(name) ?? {
      acked: new Map(),
      refused: new Set(),
      numbers: new Map(),
      holders: new Map(),
      record: null,
      devices: [],
    };
    rooms.set(name, room);
    return room;
  }

  return {
    joined(device, name) {
      const room = roomOf(name);
      const one = { room, seen: new Uint8Array(1_024), last: 0, lastAcked: 0 };
      room.devices.push(one);
      devices.set(device, one);
    },
    acknowledged(device, id, seq) {
      const mine = devices.get(device);
      if (mine === undefined) return;
      mine.room.acked.set(id, seq);
      if (seq < mine.lastAcked) reordered += 1;
      mine.lastAcked = Math.max(mine.lastAcked, seq);
    },
    refused(device, id) {
      refused += 1;
      devices.get(device)?.room.refused.add(id);
    },
    delivered(device, id, seq) {
      const mine = devices.get(device);
      if (mine === undefined) return;
      const { numbers, holders } = mine.room;
      const number = numbers.get(id);
      if (number === undefined) numbers.set(id, seq);
      if (mine.seen[seq] === 1 || (number !== undefined && number !== seq)) {
        doubled += 1;
        return;
      }
      const holder = holders.get(seq);
      if (holder === undefined) holders.set(seq, id);
      else if (holder !== id) {
        reordered += 1;
        return;
      }
      mine.seen = fitting(mine.seen, seq);
      mine.seen[seq] = 1;
      delivered += 1;
      if (seq < mine.last) reordered += 1;
      mine.last = Math.max(mine.last, seq);
    },
    recorded(name, stored) {
      const record = new Map(stored.map(({ id, seq }) => [id, seq]));
      doubled += stored.length - record.size;
      roomOf(name).record = record;
    },
    delivery: () => delivered,
    tally() {
      const sums = { acknowledged: 0, expected: 0, lost: 0, doubled, reordered };
      for (const room of rooms.values()) {
        sums.acknowledged += room.acked.size;
        sums.expected += room.acked.size * room.devices.length;
        sums.lost += undelivered(room) + unrecorded(room);
        sums.doubled += unsaid(room);
        sums.reordered += misplaced(room);
      }
      return { ...sums, refused, delivered };
    },
  };
}

/** How often something that was acknowledged is missing at a device. */
function undelivered({ acked, numbers, holders, devices }: Room): number {
  let missing = 0;
  for (const id of acked.keys()) {
    const seq = numbers.get(id);
    if (seq === undefined || holders.get(seq) !== id) missing += devices.length;
    else for (const { seen } of devices) if (seen[seq] !== 1) missing += 1;
  }
  return missing;
}

/** What was acknowledged and is not on record, once that was read. */
function unrecorded({ acked, record }: Room): number {
  let missing = 0;
  if (record !== null) for (const id of acked.keys()) if (!record.has(id)) missing += 1;
  return missing;
}

/** What arrived or is on record, and nobody was told that it is. */
function unsaid({ acked, refused, numbers, record }: Room): number {
  let more = 0;
  for (const id of new Set([...numbers.keys(), ...(record?.keys() ?? [])]))
    if (!acked.has(id) && !refused.has(id)) more += 1;
  return more;
}

function misplaced({ acked, numbers, record }: Room): number {
  let wrong = 0;
  for (const [id, seq] of acked) if ((numbers.get(id) ?? seq) !== seq || (record?.get(id) ?? seq) !== seq) wrong += 1;
  return wrong;
}

function fitting(seen: Uint8Array, seq: number): Uint8Array {
  if (seq < seen.length) return seen;
  const larger = new Uint8Array(Math.max(seen.length * 2, seq + 1));
  larger.set(seen);
  return larger;
}
