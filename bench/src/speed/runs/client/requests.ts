import type { Asked, Tab } from '../../browser/tab.ts';
import type { Line } from '../../measure/line.ts';
import { goTo, quiet, type Stage } from './stage.ts';

const perSecond = 20;
const line = { bench: 'client', cost: null } as const;
/** What a reader says by himself, however the messages came: that he has read them. */
const isReceipt = ({ method, path }: Asked) => method === 'PUT' && path.endsWith('/receipt');

/** What the network is asked for: by a message that arrives, by a conversation that is opened for the first time, and again. */
export async function requests(tab: Tab, stage: Stage, ms: number): Promise<readonly Line[]> {
  await goTo(tab, stage.hall);
  await quiet(tab);
  const said = await stage.talk.say(perSecond, ms * 3);
  await tab.page.waitForTimeout(1_500);
  const heard = tab.asked();
  const receipts = heard.filter(isReceipt).length;

  const ask = async (): Promise<number> => {
    let count = 0;
    for (const room of stage.rooms) {
      tab.asked();
      await goTo(tab, room);
      await tab.page.waitForTimeout(700);
      count = Math.max(count, tab.asked().filter((one) => !isReceipt(one)).length);
    }
    return count;
  };
  const first = await ask();
  const again = await ask();
  return [
    {
      ...line,
      what: 'requests a received message',
      value: (heard.length - receipts) / said,
      unit: '',
      ratio: (heard.length - receipts) / said,
      bound: { atMost: 0 },
    },
    {
      ...line,
      what: 'requests to say what was read, a message',
      value: receipts / said,
      unit: '',
      ratio: null,
      bound: null,
    },
    {
      ...line,
      what: 'requests to open a conversation',
      value: first,
      unit: 'at most',
      ratio: first,
      bound: { atMost: 1 },
    },
    { ...line, what: 'requests to open it again', value: again, unit: 'at most', ratio: again, bound: { atMost: 0 } },
  ];
}
