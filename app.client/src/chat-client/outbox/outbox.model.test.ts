import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Fate } from '../testing/record.ts';
import { type OutboxLab, outboxLab, type Tab, uuid } from '../testing/test-outbox.ts';

/** What a person remembers of having written one message: what it should say now, or null where he took it back. */
interface Written {
  readonly conversationId: string;
  readonly token: string;
  content: string | null;
}

interface Model {
  readonly written: Written[];
}

/** The browser: one disk, and one or two tabs, of which either may be the one that sends. */
interface Real {
  readonly lab: OutboxLab;
  readonly tabs: Tab[];
}

type Command = fc.AsyncCommand<Model, Real>;

const tabOf = ({ tabs }: Real, which: number): Tab => {
  const tab = tabs[which % tabs.length];
  if (!tab) throw new Error('there is always one tab');
  return tab;
};

const command = (name: string, run: (model: Model, real: Real) => Promise<unknown>): Command => ({
  check: () => true,
  run: async (model, real) => void (await run(model, real)),
  toString: () => name,
});

const enqueue = (which: number, lane: number): Command =>
  command(`enqueue(${which}, ${lane})`, async ({ written }, real) => {
    const number = written.length;
    const one: Written = {
      conversationId: uuid(1 + lane),
      token: `m${number}`,
      content: `m${number} first`,
    };
    written.push(one);
    await tabOf(real, which).outbox.enqueue({
      id: uuid(100 + number),
      conversationId: one.conversationId,
      content: one.content ?? '',
    });
  });

const fate = (fates: readonly Fate[]): Command =>
  command(`fate(${fates})`, async (_, { lab }) => lab.fates.push(...fates));

const advance = (milliseconds: number): Command =>
  command(`advance(${milliseconds})`, (_, { lab }) => lab.clock.advance(milliseconds));

const arrive: Command = command('arrive', async (_, { lab }) => lab.record.arrive());

const signIn: Command = command('signIn', async (_, { tabs }) => {
  const [first] = tabs;
  if (first && !tabs.some(({ mayTry }) => mayTry)) first.mayTry = true;
  for (const { outbox } of tabs) outbox.hurry();
});

const reload = (which: number): Command =>
  command(`reload(${which})`, async (_, real) => {
    const tab = tabOf(real, which);
    const leader = tab.mayTry;
    tab.crash();
    real.tabs.splice(real.tabs.indexOf(tab), 1, await real.lab.open({ leader }));
  });

const openTab: Command = command('openTab', async (_, { tabs, lab }) => {
  if (tabs.length < 2) tabs.push(await lab.open({ leader: false }));
});

/** The other tab takes the lock, perhaps before the first has heard that it is gone. */
const takeOver = (late: boolean): Command =>
  command(`takeOver(${late})`, async (_, { tabs, lab }) => {
    const [first, second] = tabs;
    if (!first || !second) return;
    const [old, young] = first.mayTry ? [first, second] : [second, first];
    young.mayTry = true;
    young.outbox.wake();
    if (late) await lab.clock.advance(3_000);
    old.mayTry = false;
  });

const byHand = (kind: 'retry' | 'discard' | 'edit', which: number, pick: number): Command =>
  command(`${kind}(${which}, ${pick})`, async ({ written }, real) => {
    const tab = tabOf(real, which);
    const entry = tab.entries()[pick % Math.max(1, tab.entries().length)];
    const one = written.find(({ token }) => entry?.content.startsWith(`${token} `));
    if (!entry || !one || entry.amendment) return;
    const before = one.content;
    if (kind === 'discard') one.content = null;
    if (kind === 'edit') one.content = `${one.token} edited`;
    const done = kind === 'edit' ? tab.outbox.edit(entry.id, `${one.token} edited`) : tab.outbox[kind](entry.id);
    // Sent meanwhile, and this tab has not heard: its author is told that it is not here any more.
    await done.catch((error) => {
      if (error.code !== 'NOT_FOUND') throw error;
      one.content = before;
    });
  });

/** Tabs hear each other, or must find out by themselves. */
const talk = (talking: boolean): Command =>
  command(`talk(${talking})`, async (_, { lab }) => {
    lab.talking = talking;
  });

/** The machine believes that its network came or went. */
const network = (online: boolean): Command =>
  command(`network(${online})`, async (_, { tabs }) => {
    for (const tab of tabs) tab.online = online;
    if (online) for (const { outbox } of tabs) outbox.hurry();
  });

const fates = fc.constantFrom<Fate>(
  'fine',
  'lost',
  'dropped',
  'late',
  'refused',
  'broken',
  'overloaded',
  'limited',
  'expired',
);
const which = fc.nat(1);
const commands = fc.commands(
  [
    fc.tuple(which, fc.nat(1)).map(([tab, lane]) => enqueue(tab, lane)),
    fc.tuple(which, fc.nat(1)).map(([tab, lane]) => enqueue(tab, lane)),
    fc.array(fates, { minLength: 1, maxLength: 6 }).map(fate),
    fc.constantFrom(0, 1, 700, 5_000, 40_000).map(advance),
    fc.constant(arrive),
    fc.constant(signIn),
    which.map(reload),
    fc.constant(openTab),
    fc.boolean().map(talk),
    fc.boolean().map(network),
    fc.boolean().map(takeOver),
    fc
      .tuple(fc.constantFrom('retry' as const, 'discard' as const, 'edit' as const), which, fc.nat(5))
      .map(([kind, tab, pick]) => byHand(kind, tab, pick)),
  ],
  { maxCommands: 25 },
);

/** The last fault has passed: everything has time to find its way. */
async function healed({ lab, tabs }: Real): Promise<void> {
  lab.fates.length = 0;
  lab.record.arrive();
  const [first] = tabs;
  if (!first) return;
  for (const tab of tabs) Object.assign(tab, { mayTry: tab === first, online: true });
  await first.outbox.reload();
  for (let round = 0; round < 3; round += 1) {
    for (const { id } of first.entries()) await first.outbox.retry(id).catch(() => undefined);
    await lab.clock.advance(60_000);
  }
}

it('loses nothing, doubles nothing and reorders nothing, whatever happens to requests, tabs and the session', async () => {
  await fc.assert(
    fc.asyncProperty(commands, async (story) => {
      const lab = outboxLab();
      const real: Real = { lab, tabs: [await lab.open()] };
      const model: Model = { written: [] };
      await fc.asyncModelRun(() => ({ model, real }), story);
      await healed(real);

      expect(real.tabs[0]?.entries()).toEqual([]);
      for (const conversationId of [uuid(1), uuid(2)]) {
        const mine = model.written.filter((one) => one.conversationId === conversationId);
        const record = lab.record.ids(conversationId).map((id) => lab.record.find(id)?.content ?? null);
        const wanted = mine.flatMap(({ content }) => content ?? []);
        expect(record.filter((content) => content !== null).sort()).toEqual([...wanted].sort());
        const inOrder = mine
          .filter(({ token, content }) => !lab.aside.has(token) && content !== null)
          .map(({ content }) => content);
        expect(record.filter((content) => inOrder.includes(content))).toEqual(inOrder);
      }
      for (const tab of real.tabs) tab.crash();
    }),
    { numRuns: Number(process.env.MODEL_RUNS ?? 150) },
  );
}, 60_000);
