import type { Parcel } from './wire.ts';
import { group, type World } from './world.ts';

/** A history that random search finds too rarely, and the mutants that it must catch. */
export interface Story {
  readonly name: string;
  readonly catches: readonly string[];
  readonly tell: (world: World) => void;
}

/** The server answers, but the answer takes its time. */
function slowly(world: World, name: string, ask: () => void): () => void {
  ask();
  world.deliver(world.bag.length - 1);
  const held = world.holdBack(name);
  return () => {
    const start = world.bag.length;
    world.bag.push(...held);
    while (world.bag.length > start) world.deliver(start);
  };
}

/** Somebody edits or deletes one of his messages, by its index; everybody hears of it. */
function change(world: World, userId: string, index: number, content: string | null): void {
  world.server.touch(0, userId, group, index, content);
  world.server.announceAll();
  world.deliverSockets();
}

/** Whatever the device wants it asks for, and is answered. */
function catchUp(world: World, name: string): void {
  for (let round = 0; round < 3; round++) {
    world.device(name).fireTimers();
    while (world.bag.length > 0) world.deliver(0);
  }
}

/** The frames are lost, the log is cut, and only then a poke comes through: the device has to jump. */
function jump(world: World, name: string): void {
  const stored = world.server.stored(group);
  world.server.announceAll();
  world.bag = [];
  stored.logFloor = stored.seq;
  stored.announced = 0;
  world.server.sweep();
  world.deliverSockets();
  catchUp(world, name);
}

/** Out and in again: history from before is not for those who come back so. */
function comeBack(world: World, userId: string): void {
  world.server.remove(0, group, userId);
  world.server.change(0, group, (tx) => tx.join(userId, 'member', false));
}

/** The page is closed and opened again, and the disk answers before the server does. */
function reopen(world: World, name: string): void {
  world.with(name, (device) => device.restart());
  world.with(name, (device) => device.remember(group));
}

const before = { kind: 'before', seq: 5 } as const;

/** What the first texts of the protocol did not survive, one by one. */
export const stories: readonly Story[] = [
  {
    name: 'a message is deleted while the page that shows it is on its way',
    catches: ['what is touched while a page is on its way is forgotten'],
    tell: (world) => {
      const arrives = slowly(world, 'ben', () => world.device('ben').askPage(group, before));
      change(world, 'ana', 0, null);
      arrives();
    },
  },
  {
    name: 'I edit a message outside what I see while a page is on its way: my words stay',
    catches: ['what is touched while a page is on its way is forgotten'],
    tell: (world) => {
      const arrives = slowly(world, 'ben', () => world.device('ben').askPage(group, before));
      const answer = world.server.touch(0, 'ben', group, 0, 'better words');
      if (answer) world.with('ben', (device) => device.take(device.life, answer));
      arrives();
      world.mustShow('ben', group, 'better words');
      world.server.announceAll();
      world.deliverSockets();
    },
  },
  {
    name: 'a page that was read before a jump arrives after it',
    catches: ['a page older than the fresh start is used'],
    tell: (world) => {
      const arrives = slowly(world, 'ben', () => world.device('ben').askPage(group, before));
      world.server.touch(0, 'ana', group, 0, null);
      for (let count = 0; count < 4; count++)
        world.server.change(0, group, (tx) => tx.say(world.newId(), 'ana', 'more'));
      jump(world, 'ben');
      arrives();
    },
  },
  {
    name: 'what was shown before a jump was deleted meanwhile',
    catches: ['ranges stay live after a jump', 'a limited answer passes for a whole one'],
    tell: (world) => {
      world.server.touch(0, 'ana', group, 2, null);
      for (let count = 0; count < 4; count++)
        world.server.change(0, group, (tx) => tx.say(world.newId(), 'ana', 'more'));
      jump(world, 'ben');
    },
  },
  {
    name: 'the answer to an edit of mine arrives after I was removed and am back',
    catches: ['own answers of an earlier membership are taken'],
    tell: (world) => {
      const answer = world.server.touch(0, 'ben', group, 1, 'edited before I left');
      comeBack(world, 'ben');
      world.server.announceAll();
      world.deliverSockets();
      catchUp(world, 'ben');
      if (answer) world.with('ben', (device) => device.take(device.life, answer));
    },
  },
  {
    name: 'my removal is told after I am back',
    catches: ['an end of an earlier membership ends this one'],
    tell: (world) => {
      comeBack(world, 'ben');
      const ended = world.bag.filter((parcel) => parcel.to === 'socket' && parcel.push.name === 'membership.ended');
      world.bag = [];
      world.server.announceAll();
      world.deliverSockets();
      world.bag.push(...ended);
      world.deliverSockets();
      world.mustHold('ben', group);
    },
  },
  {
    name: 'an older receipt of ben is told after a newer one',
    catches: ['marks are taken as they come'],
    tell: (world) => {
      const read = (seq: number): readonly Parcel[] => {
        world.device('ben').read(group, seq);
        world.deliver(world.bag.length - 1);
        const told = world.bag.filter(({ to }) => to === 'socket');
        world.bag = [];
        return told;
      };
      const [older, newer] = [read(5), read(7)];
      world.bag.push(...newer, ...older);
      world.deliverSockets();
    },
  },
  {
    name: 'the record is restored, and the answer to an edit is of the new one while the device still lives in the old',
    catches: ['the epoch of answers is not looked at'],
    tell: (world) => {
      world.server.backUp();
      world.server.change(0, group, (tx) => tx.say(world.newId(), 'ana', 'lost with the old record'));
      world.server.announceAll();
      world.deliverSockets();
      world.restore();
      const answer = world.server.touch(0, 'ben', group, 1, 'edited in the new record');
      if (answer) world.with('ben', (device) => device.take(device.life, answer));
    },
  },
  {
    name: 'a frame of the new record reaches a device that still lives in the old',
    catches: ['the epoch of frames is not looked at'],
    tell: (world) => {
      world.server.backUp();
      world.restore();
      world.server.change(0, group, (tx) => tx.say(world.newId(), 'ana', 'said in the new record'));
      world.server.announceAll();
      world.deliverSockets();
    },
  },
  {
    name: 'a page is opened again where nothing has happened since',
    catches: ['a fresh start at the very cursor is taken for an old one'],
    tell: (world) => {
      world.device('ben').save();
      reopen(world, 'ben');
      world.mustShow('ben', group, 'hello 4');
      catchUp(world, 'ben');
    },
  },
  {
    name: 'what is on the disk of a closed page was deleted meanwhile',
    catches: ['what comes from the disk passes for current'],
    tell: (world) => {
      world.device('ben').save();
      world.server.touch(0, 'ana', group, 2, null);
      for (let count = 0; count < 4; count++)
        world.server.change(0, group, (tx) => tx.say(world.newId(), 'ana', 'more'));
      world.server.announceAll();
      world.bag = [];
      world.with('ben', (device) => device.restart());
      catchUp(world, 'ben');
      // The disk is slower than the server.
      world.with('ben', (device) => device.remember(group));
    },
  },
  {
    name: 'I was removed and am back while my page was closed: what I saw before is not shown',
    catches: ['what was saved in an earlier membership is remembered'],
    tell: (world) => {
      world.device('ben').save();
      comeBack(world, 'ben');
      for (let count = 0; count < 4; count++)
        world.server.change(0, group, (tx) => tx.say(world.newId(), 'ana', 'more'));
      world.server.announceAll();
      world.deliverSockets();
      catchUp(world, 'ben');
      world.with('ben', (device) => device.remember(group));
    },
  },
];
