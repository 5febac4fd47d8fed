import type { Asked, Tab } from '../../browser/tab.ts';
import type { Line } from '../../measure/line.ts';
import type { Measure } from '../bench.ts';
import { goTo, quiet, type Stage } from './stage.ts';

const perSecond = 20;
const line = { bench: 'client', cost: null } as const;
/** What a reader says by himself, however the messages came: that they came, and that he has read them. */
const isReceipt = (name: string) => name === 'receipts.put' || name === 'delivered' || name.endsWith('/receipt');
/** The quiet check comes by the clock, whatever is opened. */
const isCheck = (name: string) => name === 'heads' || name.endsWith('/sync/heads');

interface Count {
  readonly http: readonly Asked[];
  readonly questions: readonly string[];
}

/** Everything that was asked, over HTTP and over the socket, but for what is told of oneself. */
function asked(tab: Tab): Count {
  const http = tab.asked().filter(({ path }) => !isReceipt(path) && !isCheck(path));
  const bySocket = tab.askedBySocket().filter((name) => !isReceipt(name) && !isCheck(name));
  return { http, questions: [...http.map(({ method, path }) => `${method} ${path}`), ...bySocket] };
}

/** What the network is asked for: by a message that arrives, by a conversation that is opened for the first time, and again. */
export async function requests(tab: Tab, stage: Stage, { ms }: Measure): Promise<readonly Line[]> {
  await goTo(tab, stage.hall);
  await quiet(tab);
  asked(tab);
  const said = await stage.talk.say(perSecond, ms * 2);
  await tab.page.waitForTimeout(1_000);
  const heard = asked(tab);

  const open = async (rooms: readonly string[]): Promise<Count> => {
    const all: Count[] = [];
    for (const room of rooms) {
      asked(tab);
      await goTo(tab, room);
      await tab.page.waitForTimeout(700);
      all.push(asked(tab));
    }
    const worst = (one: Count, other: Count) => (other.questions.length > one.questions.length ? other : one);
    return all.reduce(worst, { http: [], questions: [] });
  };
  const rooms = stage.rooms.slice(0, 6);
  const first = await open(rooms);
  const again = await open(rooms);
  const most = (what: string, value: number, atMost: number): Line => ({
    ...line,
    what,
    value,
    unit: 'at most',
    ratio: value,
    bound: { atMost },
  });
  return [
    {
      ...line,
      what: 'requests and questions a received message',
      value: heard.questions.length / said,
      unit: '',
      ratio: heard.questions.length / said,
      bound: { atMost: 0 },
    },
    most('requests to open a conversation', first.http.length, 1),
    most('the same, with questions over the socket', first.questions.length, 1),
    most('requests and questions to open it again', again.questions.length, 0),
  ];
}
