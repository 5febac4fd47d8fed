import { built, ensureBuilt } from '@parley/local/build.ts';
import { openBrowser } from '../../browser/tab.ts';
import type { Line } from '../../measure/line.ts';
import type { Bench } from '../bench.ts';
import { firstScreen } from './first-screen.ts';
import { heap } from './heap.ts';
import { requests } from './requests.ts';
import { scrolling } from './scrolling.ts';
import { setStage } from './stage.ts';
import { traffic } from './traffic.ts';

/** So much slower than this machine is what the client is looked at on. */
const slower = 4;

/** The built app in a real browser, against the real service: what it asks for, how soon it answers, what it keeps. */
export const client: Bench = {
  name: 'client',
  async run(lab, { rounds, ms }) {
    await ensureBuilt(console.log, undefined, ['client']);
    const server = await lab.service({ CLIENT_DIR: built.client });
    const stage = await setStage(lab, server.url);
    const browser = await openBrowser();
    const lines: Line[] = [];
    try {
      const tab = await browser.open(stage.reader, server.url);
      await tab.page.goto('/');
      await tab.page.locator('[data-conversation]').first().waitFor();
      // The worker has the app's files from now on, as in every visit but the very first.
      await tab.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
      await tab.page.reload();
      await tab.page.locator('[data-conversation]').first().waitFor();
      await tab.slower(slower);
      lines.push(...(await requests(tab, stage, ms)));
      lines.push(...(await firstScreen(tab, stage, rounds)));
      lines.push(...(await traffic(tab, stage, ms)));
      lines.push(...(await scrolling(tab, stage, rounds, ms)));
      await tab.slower(1);
      lines.push(...(await heap(tab, stage, rounds === 1 ? 6_000 : 18_000, 300)));
    } finally {
      await browser.close();
    }
    return lines;
  },
};
