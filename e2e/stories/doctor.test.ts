import { freePort } from '@parley/local/ports.ts';
import { startServer } from '@parley/local/server.ts';
import { startTemporaryPostgres } from '@parley/local/temporary-postgres.ts';
import type { Page } from 'playwright-core';
import { expect, inject, it, onTestFinished } from 'vitest';
import { closeSockets, cutHttp } from '../src/break.ts';
import { usePages } from '../src/browser.ts';
import { until } from '../src/chat.ts';
import { makePerson, talk } from '../src/people.ts';
import { visit } from '../src/visit.ts';

const pages = usePages();

/** Opens the doctor from the seal, and asks until a part says these words. */
async function doctorOn(page: Page) {
  await page.getByRole('button', { name: /every number/ }).click();
  const dialog = page.getByRole('dialog');
  const part = (name: string) => dialog.getByRole('listitem').filter({ hasText: name });
  const says = (name: string, words: string) =>
    until(
      async () => {
        if ((await part(name).textContent())?.includes(words)) return true;
        await dialog.getByRole('button', { name: 'Check again' }).click();
        return false;
      },
      `the doctor says of ${name}: ${words}`,
      45_000,
    );
  return { dialog, part, says };
}

it('names the server where HTTP is cut and the socket lives, and its report can be copied', async () => {
  const origin = inject('origin');
  const [ada, bob] = [await makePerson('Ada'), await makePerson('Bob')];
  const conversation = await talk(ada, bob, 'a secret between us');
  const { context, page } = await visit(pages, ada, conversation, { serviceWorkers: 'block' });
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin });
  const doctor = await doctorOn(page);
  await doctor.says('Socket', 'open');
  await doctor.says('Server', ' ms');
  await doctor.dialog.getByText('All parts work.').waitFor();

  await cutHttp(context);
  await doctor.says('Server', 'no answer over HTTP');
  await doctor.dialog.getByText('One part is in the way, and Parley goes round it').waitFor();
  await doctor.dialog.getByText('For whoever runs the server: it does not answer over HTTP.').waitFor();
  expect(await doctor.part('Socket').textContent()).toContain('open');

  await doctor.dialog.getByRole('button', { name: 'Copy report' }).click();
  await page.getByText('Report copied. It holds no messages and no names.').waitFor();
  const report = await page.evaluate(() => navigator.clipboard.readText());
  expect(report).toMatch(/^Parley connection report\n/);
  expect(report).toContain('Server: broken, no answer over HTTP');
  expect(report).not.toMatch(/secret|Ada|Bob/);
});

it('names the socket where it does not get through, and goes round it by HTTP', async () => {
  const [ada, bob] = [await makePerson('Ada'), await makePerson('Bob')];
  const conversation = await talk(ada, bob, 'Good morning');
  const { context, page, chat } = await visit(pages, ada, '', { serviceWorkers: 'block' });
  await closeSockets(context);
  await chat.open(conversation);
  const doctor = await doctorOn(page);
  await doctor.says('Socket', 'closed');
  await doctor.dialog.getByText('You have everything.').waitFor();
  await doctor.dialog.getByText('HTTP, asking every few seconds').waitFor();
  await doctor.dialog.getByText(/WebSocket does not get through/).waitFor();
});

it('names the record when the database has stopped', async () => {
  const postgres = await startTemporaryPostgres();
  let running = true;
  const stop = async () => {
    if (running) await postgres.stop();
    running = false;
  };
  onTestFinished(stop);
  const server = await startServer({ databaseUrl: postgres.url, port: await freePort(), env: { REDIS_URL: '' } });
  onTestFinished(() => server.stop());
  const [ada, bob] = [await makePerson('Ada', server.address), await makePerson('Bob', server.address)];
  const conversation = await talk(ada, bob, 'Good morning');
  const { page } = await visit(pages, ada, conversation, { baseURL: server.address });
  const doctor = await doctorOn(page);
  await doctor.says('Record', 'answers');

  await stop();
  await doctor.says('Record', 'does not answer');
  await doctor.dialog.getByText('For whoever runs the server: its database does not answer.').waitFor();
}, 150_000);
