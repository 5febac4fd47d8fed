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
  acknowledged(room: string, id: string, seq: number): void;
  refused(): void;
  /** A device took this into its timeline. */
  delivered(device: number, id: string, seq: number): void;
  delivery(): number;
  tally(): Tally;
}

interface Room {
  readonly acked: Map<string, number>;
  /** Under which number each message arrived first, anywhere. */
  readonly numbers: Map<string, number>;
}

interface Device {
  readonly room: Room;
  /** One byte a number: ten million deliveries must fit. */
  seen: Uint8Array;
  last: number;
}

/**
 * `lost` is acknowledged and not delivered to somebody who was there; `doubled` was taken twice, or is there under two
 * numbers; `reordered` came after a higher number, or under another one than was acknowledged.
 */
export function createAccount(): Account {
  const rooms = new Map<string, Room>();
  const devices = new Map<number, Device>();
  let refused = 0;
  let delivered = 0;
  let doubled = 0;
  let reordered = 0;

  function roomOf(name: string): Room {
    const room = rooms.get(name) ?? { acked: new Map(), numbers: new Map() };
    rooms.set(name, room);
    return room;
  }

  return {
    joined: (device, room) => void devices.set(device, { room: roomOf(room), seen: new Uint8Array(1_024), last: 0 }),
    acknowledged: (room, id, seq) => void roomOf(room).acked.set(id, seq),
    refused: () => void refused++,
    delivered(device, id, seq) {
      const mine = devices.get(device);
      if (mine === undefined) return;
      const { numbers } = mine.room;
      const number = numbers.get(id);
      if (number === undefined) numbers.set(id, seq);
      if (mine.seen[seq] === 1 || (number !== undefined && number !== seq)) {
        doubled += 1;
        return;
      }
      mine.seen = fitting(mine.seen, seq);
      mine.seen[seq] = 1;
      delivered += 1;
      if (seq < mine.last) reordered += 1;
      mine.last = Math.max(mine.last, seq);
    },
    delivery: () => delivered,
    tally() {
      let acknowledged = 0;
      let misplaced = 0;
      for (const { acked, numbers } of rooms.values()) {
        acknowledged += acked.size;
        for (const [id, seq] of acked) if ((numbers.get(id) ?? seq) !== seq) misplaced += 1;
      }
      let lost = 0;
      let expected = 0;
      for (const { room, seen } of devices.values()) {
        expected += room.acked.size;
        for (const [id, seq] of room.acked) if (seen[room.numbers.get(id) ?? seq] !== 1) lost += 1;
      }
      return { acknowledged, refused, delivered, expected, lost, doubled, reordered: reordered + misplaced };
    },
  };
}

function fitting(seen: Uint8Array, seq: number): Uint8Array {
  if (seq < seen.length) return seen;
  const larger = new Uint8Array(Math.max(seen.length * 2, seq + 1));
  larger.set(seen);
  return larger;
}
