import { direct, group, type World } from './world.ts';

/** What may happen in a world: a name and two numbers to choose by. */
export type Command = readonly [name: CommandName, a: number, b: number];

const either = (number: number): string => (number % 3 === 2 ? direct : group);
const person = (number: number): string => ['ana', 'ben', 'cem'][number % 3] ?? 'ana';

const happenings = {
  send: (world: World, a: number, b: number) => {
    const device = world.device(b);
    const c = either(a);
    if (device.known.has(c)) device.outbox.add(world.newId(), c, `words ${a} ${b}`);
  },
  pump: (world: World, _: number, b: number) => world.device(b).outbox.pump(),
  gather: (world: World, a: number) => world.gather(1 + (a % 3)),
  announce: (world: World, a: number, b: number) => world.server.announce(a, 1 + (b % 3)),
  crash: (world: World, a: number) => world.server.crash(a),
  sweep: (world: World) => world.server.sweep(),
  deliver: (world: World, a: number, b: number) => world.deliver(a % Math.max(1, world.bag.length), b % 5 === 0),
  first: (world: World) => world.deliver(0),
  lose: (world: World, a: number) => {
    world.bag.splice(a % Math.max(1, world.bag.length), 1);
  },
  timers: (world: World, _: number, b: number) => world.device(b).fireTimers(),
  heads: (world: World, _: number, b: number) => world.device(b).checkHeads(),
  sync: (world: World, _: number, b: number) => world.device(b).sync(),
  list: (world: World, a: number, b: number) => {
    const { name, userId, life } = world.device(b);
    const ask = a % 2 === 0 ? ({ kind: 'list' } as const) : ({ kind: 'details', c: either(a) } as const);
    world.bag.push({ to: 'server', device: name, userId, life, ask });
  },
  edit: (world: World, a: number, b: number) => touch(world, a, b, `edited ${a} ${b}`),
  remove: (world: World, a: number, b: number) => touch(world, a, b, null),
  join: (world: World, a: number, b: number) =>
    world.server.change(a, group, (tx, stored) => {
      const row = stored.rows.get(person(b));
      if (!row || row.leftSeq !== null) tx.join(person(b), 'member', a % 4 < 2);
    }),
  leave: (world: World, a: number, b: number) => world.server.remove(a, group, person(b)),
  rename: (world: World, a: number, b: number) =>
    world.server.change(a, group, (tx, { rows }) => {
      if (rows.get(person(b))?.leftSeq === null) tx.rename(person(b), `title ${a}`);
    }),
  /** Retention: what is old goes for good. */
  purge: (world: World, a: number) =>
    world.server.change(a, either(a), (tx, { seq }) => tx.purge(Math.max(0, seq - (a % 6)))),
  read: (world: World, a: number, b: number) => {
    const device = world.device(b);
    const state = device.known.get(either(a));
    if (state) device.read(either(a), Math.max(1, state.summary.head - (a % 4)));
  },
  mark: (world: World, a: number, b: number) => {
    const device = world.device(b);
    if (device.known.has(either(a))) device.mark(either(a), a % 5 === 0 ? null : a);
  },
  page: (world: World, a: number, b: number) => {
    const device = world.device(b);
    const c = either(a);
    const ranges = device.known.get(c)?.timeline?.ranges ?? [];
    const lowest = Math.min(...ranges.filter(({ live }) => live).map(({ from }) => from), 99);
    const kind = (['before', 'after', 'around', 'newest'] as const)[a % 4] ?? 'newest';
    device.askPage(c, kind === 'newest' ? { kind } : { kind, seq: kind === 'before' ? lowest + 1 : a });
  },
  /** A page that is read at once and arrives late, if ever. */
  slowPage: (world: World, a: number, b: number) => {
    const { length } = world.bag;
    world.device(b).askPage(group, { kind: 'before', seq: 2 + (a % 9) });
    world.deliver(length);
  },
  /** The sockets are faster than the answers. */
  flow: (world: World) => {
    world.server.announceAll();
    world.deliverSockets();
  },
  giveUp: (world: World, a: number, b: number) => world.device(b).giveUpPages(either(a)),
  toggle: (world: World, a: number, b: number) => world.with(b, (device) => device.toggle(either(a))),
  cut: (world: World, a: number) => {
    const stored = world.server.stored(either(a));
    stored.logFloor = Math.max(stored.logFloor, Math.min(stored.seq, a));
  },
  save: (world: World, _: number, b: number) => world.device(b).save(),
  restart: (world: World, a: number, b: number) => {
    world.with(b, (device) => device.restart());
    if (a % 3 > 0) world.with(b, (device) => device.remember(either(a)));
  },
  remember: (world: World, a: number, b: number) => world.with(b, (device) => device.remember(either(a))),
  backUp: (world: World) => world.server.backUp(),
  restore: (world: World) => world.restore(),
} as const;

/** The names of what may happen. */
export type CommandName = keyof typeof happenings;

function touch(world: World, a: number, b: number, content: string | null): void {
  const { name, userId, life } = world.device(b);
  const answer = world.server.touch(a, userId, either(b), a, content);
  if (answer) world.bag.push({ to: 'device', device: name, life, answer });
}

/** All of them. */
export const commandNames = Object.keys(happenings) as readonly CommandName[];

/** Makes it happen. */
export function run(world: World, [name, a, b]: Command): void {
  happenings[name](world, a, b);
}

/** How often what happens, in worlds where anything may. */
export const anything: Readonly<Record<CommandName, number>> = {
  send: 8,
  pump: 2,
  gather: 5,
  announce: 8,
  crash: 1,
  sweep: 2,
  deliver: 10,
  flow: 3,
  slowPage: 1,
  first: 14,
  lose: 3,
  timers: 5,
  heads: 1,
  sync: 2,
  list: 1,
  edit: 4,
  remove: 3,
  join: 3,
  leave: 3,
  rename: 2,
  purge: 1,
  read: 4,
  mark: 3,
  page: 4,
  giveUp: 1,
  toggle: 2,
  cut: 1,
  save: 3,
  restart: 1,
  remember: 3,
  backUp: 1,
  restore: 1,
};

/** The mix in which pages meet changes, removals and cut logs: what goes wrong there goes wrong rarely. */
export const pagesAndRemovals: Readonly<Record<CommandName, number>> = {
  send: 5,
  pump: 1,
  gather: 4,
  announce: 8,
  crash: 1,
  sweep: 1,
  deliver: 12,
  flow: 8,
  slowPage: 6,
  first: 8,
  lose: 2,
  timers: 8,
  heads: 1,
  sync: 2,
  list: 1,
  edit: 5,
  remove: 4,
  join: 3,
  leave: 3,
  rename: 1,
  purge: 2,
  read: 2,
  mark: 1,
  page: 8,
  giveUp: 1,
  toggle: 1,
  cut: 3,
  save: 3,
  restart: 1,
  remember: 3,
  backUp: 0,
  restore: 0,
};
