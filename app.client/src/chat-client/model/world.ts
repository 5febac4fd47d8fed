import type { Known } from '../timeline/known.ts';
import { rangeOf } from '../timeline/ranges.ts';
import { checkAtRest } from './check-at-rest.ts';
import { checkOnTheWay } from './check-on-the-way.ts';
import { Device } from './device.ts';
import type { Database } from './record.ts';
import { type Reducers, realReducers } from './reducers.ts';
import { Server } from './server.ts';
import { must } from './violation.ts';
import type { Answer, Parcel, Request } from './wire.ts';

/** The group of every world. */
export const group = 'group';
/** The direct conversation of every world. */
export const direct = 'direct';

const people = [
  ['ana-phone', 'ana', [group, direct]],
  ['ana-laptop', 'ana', [direct]],
  ['ben', 'ben', [group]],
  ['cem', 'cem', []],
] as const;

/** A server, a network and four devices of three people: ana and ben in the group, ana and cem alone with each other. */
export class World {
  readonly server: Server;
  readonly devices: readonly Device[];
  bag: Parcel[] = [];
  readonly #eras = new Map<string, Database>();
  #made = 0;

  constructor(reducers: Reducers = realReducers) {
    this.server = new Server((userId, push) => {
      for (const device of this.devices)
        if (device.userId === userId) this.bag.push({ to: 'socket', device: device.name, push });
    });
    this.devices = people.map(
      ([name, userId, held]) =>
        new Device(name, userId, held, reducers, (device, ask) => {
          this.bag.push({ to: 'server', device: device.name, userId, life: device.life, ask });
        }),
    );
    this.server.create(group, 'group', ['ana', 'ben']);
    this.server.create(direct, 'direct', ['ana', 'cem']);
    for (let index = 0; index < 5; index++) {
      const sender = index % 2 === 0 ? 'ana' : 'ben';
      this.server.change(0, group, (tx) => tx.say(this.newId(), sender, `hello ${index}`));
    }
    this.server.change(0, direct, (tx) => tx.say(this.newId(), 'cem', 'hello'));
    this.server.announceAll();
    for (const _ of ['the list', 'the timelines', 'what was received']) {
      for (const device of this.devices) device.fireTimers();
      this.#deliverAll();
    }
  }

  /** A name for a message. */
  newId(): string {
    this.#made += 1;
    return `m${this.#made}`;
  }

  /** The device with this number, or its name. */
  device(which: number | string): Device {
    const found =
      typeof which === 'number'
        ? this.devices[which % this.devices.length]
        : this.devices.find(({ name }) => name === which);
    if (!found) throw new Error(`no device ${which}`);
    return found;
  }

  /** The database as a device's epoch knew it. */
  #era(epoch: string): Database {
    return epoch === this.server.database.epoch
      ? this.server.database
      : (this.#eras.get(epoch) ?? this.server.database);
  }

  /** Goes back to the backup. */
  restore(): void {
    this.#eras.set(this.server.database.epoch, this.server.database);
    this.server.restore();
  }

  /** Does something with a device, and looks whether all that must hold at every moment still does. */
  with(which: number | string, work: (device: Device) => void): void {
    const device = this.device(which);
    const before = new Map<string, Known>(device.known);
    const { life } = device;
    work(device);
    for (const [c, after] of device.known) {
      const stored = this.#era(device.reader?.epoch ?? '').conversations.get(c);
      const old = device.life === life ? before.get(c) : undefined;
      if (stored && after !== old) checkOnTheWay(old, after, stored, `${device.name} ${c}`);
    }
  }

  answer(request: Request, answer: Answer | null): void {
    if (answer) this.bag.push({ to: 'device', device: request.device, life: request.life, answer });
  }

  /** The parcel at this place of the bag arrives; `again` leaves it there, to arrive twice. No proxy repeats a POST, nor its answer. */
  deliver(index: number, again = false): void {
    const parcel = this.bag[index];
    if (!parcel) return;
    const isOfSend =
      (parcel.to === 'server' && parcel.ask.kind === 'send') ||
      (parcel.to === 'device' && parcel.answer.kind === 'notFound');
    if (!again || isOfSend) this.bag.splice(index, 1);
    if (parcel.to === 'server') this.answer(parcel, this.server.answer(index, parcel));
    else if (parcel.to === 'device') this.with(parcel.device, (device) => device.take(parcel.life, parcel.answer));
    else this.with(parcel.device, (device) => device.receive(parcel.push));
  }

  /** What is on the sockets arrives, in its order; requests and answers still travel. */
  deliverSockets(): void {
    for (let index = this.bag.findIndex(({ to }) => to === 'socket'); index >= 0; ) {
      this.deliver(index);
      index = this.bag.findIndex(({ to }) => to === 'socket');
    }
  }

  /** Takes a device's answers out of the bag, so that they can arrive late. */
  holdBack(name: string): readonly Parcel[] {
    const held = this.bag.filter((parcel) => parcel.to === 'device' && parcel.device === name);
    this.bag = this.bag.filter((parcel) => !held.includes(parcel));
    return held;
  }

  /** The device must hold this conversation right now, not only in the end. */
  mustHold(name: string, c: string): void {
    must(this.device(name).known.has(c), 'I8', () => `${name} ${c}: forgotten, though a member`);
  }

  /** The device must show these words right now. */
  mustShow(name: string, c: string, content: string): void {
    const rows = this.device(name).known.get(c)?.timeline?.rows ?? [];
    must(
      rows.some((row) => row.content === content),
      'I16',
      () => `${name} ${c}: does not show "${content}"`,
    );
  }

  /** Several sends of the bag that wait for one conversation become one transaction. */
  gather(atMost: number): void {
    const first = this.bag.find((parcel) => parcel.to === 'server' && parcel.ask.kind === 'send');
    if (first?.to !== 'server' || first.ask.kind !== 'send') return;
    const { c } = first.ask;
    const requests = this.bag
      .filter((parcel): parcel is Request => parcel.to === 'server' && parcel.ask.kind === 'send' && parcel.ask.c === c)
      .slice(0, atMost);
    this.bag = this.bag.filter((parcel) => parcel.to !== 'server' || !requests.includes(parcel));
    const answers = this.server.post(0, requests);
    for (const [index, request] of requests.entries()) this.answer(request, answers[index] ?? null);
  }

  #deliverAll(): void {
    for (let count = 0; this.bag.length > 0; count++) {
      must(count < 3000, 'I15', () => 'somebody asks for ever');
      this.deliver(0);
    }
  }

  #readOn(device: Device): void {
    for (const [c, { timeline }] of device.known) {
      if (!timeline || timeline.awaitsFresh) continue;
      const tail = rangeOf(timeline.ranges, timeline.cursor);
      if (tail && tail.from > 0) device.askPage(c, { kind: 'before', seq: tail.from + 1 });
    }
  }

  /**
   * The last fault is over: whatever is under way arrives, timers fire, and the quiet check runs until nothing differs. With
   * `silentTail` what was not announced never is: the heads must find it.
   */
  settle(silentTail: boolean): void {
    if (silentTail) for (const node of [0, 1]) this.server.crash(node);
    for (const device of this.devices)
      for (const c of [group, direct]) this.with(device.name, () => device.giveUpPages(c));
    for (let round = 0; ; round++) {
      must(round < 40, 'I15', () => 'never at rest');
      this.#deliverAll();
      if (!silentTail) {
        this.server.announceAll();
        this.server.sweep();
      }
      for (const device of this.devices) {
        device.fireTimers();
        device.outbox.pump();
        if (round > 1) this.#readOn(device);
        device.checkHeads();
      }
      const isQuiet = this.bag.every((parcel) => parcel.to === 'server' && parcel.ask.kind === 'heads');
      this.#deliverAll();
      const isIdle = this.devices.every(
        ({ wantsSync, wanted }) => !wantsSync && [...wanted.values()].every((wants) => Object.keys(wants).length === 0),
      );
      if (round > 3 && isQuiet && isIdle && this.bag.length === 0) break;
    }
    checkAtRest(this.devices, this.server.database);
  }
}
