import type { Tab } from '../../browser/tab.ts';
import { createTalk, type Talk } from '../../browser/talk.ts';
import { makePeople, makeRoom, type Person } from '../../lab/crowd.ts';
import type { Lab } from '../../lab/lab.ts';
import { lengthen, readUp } from '../../lab/long-room.ts';

/** Where the client is looked at: one who reads, his rooms, and others who talk. */
export interface Stage {
  readonly lab: Lab;
  readonly url: string;
  readonly reader: Person;
  /** Where others talk. */
  readonly hall: string;
  readonly talk: Talk;
  /** A few rooms with a page of history each. */
  readonly rooms: readonly string[];
  /** One with a hundred thousand messages. */
  readonly deep: string;
}

/** Messages in the long one. */
export const depth = 100_000;
const aPageAndMore = 120;

/** Sets it up: all that is there was read. */
export async function setStage(lab: Lab, url: string): Promise<Stage> {
  const people = await makePeople(lab.sql, 6);
  const [reader, ...others] = people;
  if (reader === undefined) throw new Error('nobody is there');
  const makeLong = async (count: number) => {
    const room = await makeRoom(url, people);
    await lengthen(lab, room, people, count);
    await readUp(lab, room);
    return room;
  };
  const rooms: string[] = [];
  for (let nth = 0; nth < 10; nth += 1) rooms.push(await makeLong(aPageAndMore));
  const deep = await makeLong(depth);
  const hall = await makeLong(aPageAndMore);
  return { lab, url, reader, hall, talk: createTalk(url, hall, others), rooms, deep };
}

/** Goes there as a person does, by the list, and waits until its newest rows are painted; says how long that took. */
export async function goTo(tab: Tab, room: string): Promise<number> {
  // A list that was just loaded has first what the disk keeps of it.
  await tab.page.locator(`[data-conversation="${room}"]`).waitFor();
  return tab.page.evaluate(async (id) => {
    const link = document.querySelector<HTMLElement>(`[data-conversation="${id}"]`);
    if (!link) throw new Error(`${id} is not in the list`);
    const painted = () =>
      new Promise<number>((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(performance.now()))));
    // All of them: in a line that moves any single row may go by itself, and nothing was opened yet.
    const before = new Set(document.querySelectorAll('[data-row]'));
    const began = performance.now();
    link.click();
    for (;;) {
      const now = await painted();
      const rows = [...document.querySelectorAll('[data-row]')];
      if (rows.length > 0 && !rows.some((row) => before.has(row))) return now - began;
      if (now - began > 20_000) throw new Error(`${id} does not open`);
    }
  }, room);
}

/** Goes to the newest: where something is unread a visit begins there, and of who reads above nothing is let go. */
export async function toEnd(tab: Tab): Promise<void> {
  const jump = tab.page.getByRole('button', { name: /^Jump to the latest/ });
  await tab.page.waitForTimeout(500);
  if ((await jump.count()) > 0) await jump.click();
  await jump.waitFor({ state: 'detached' });
}

/** Waits until it has been quiet for a while: nothing is asked any more. */
export async function quiet(tab: Tab, ms = 1_500): Promise<void> {
  tab.asked();
  for (let turn = 0; turn < 20; turn += 1) {
    await tab.page.waitForTimeout(ms);
    if (tab.asked().length === 0) return;
  }
  throw new Error('the page never stops asking');
}
