import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { findChromium } from '@parley/local/chromium.ts';
import { Failure, runCommand } from '@parley/local/failure.ts';
import { chromium } from 'playwright-core';
import { busy, scenes } from './scenes.ts';

// `npm run pictures -- ADDRESS FOLDER`: what a person sees, of a running demo, at two widths and in two themes.

/** Mirela writes twice more, whatever was read of her before. */
async function unreadFromMirela(address: string): Promise<void> {
  const headers = { 'content-type': 'application/json', 'x-csrf': '1', origin: address };
  const api = `${address}/api/v1`;
  const body = JSON.stringify({ username: 'mirela', password: 'harbour-lights' });
  const signedIn = await fetch(`${api}/sessions`, { method: 'POST', headers, body });
  const cookie = signedIn.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const list = await fetch(`${api}/conversations`, { headers: { ...headers, cookie } });
  const { conversations } = (await list.json()) as { conversations: { conversation: { id: string; kind: string } }[] };
  const direct = conversations.find(({ conversation }) => conversation.kind === 'direct')?.conversation.id;
  for (const content of ['The permit office called back: all is signed.', 'We may begin on Thursday.']) {
    const message = JSON.stringify({ id: crypto.randomUUID(), content });
    const sent = await fetch(`${api}/conversations/${direct}/messages`, {
      method: 'POST',
      headers: { ...headers, cookie },
      body: message,
    });
    if (!sent.ok) throw new Failure(`Mirela could not write: ${sent.status}. Is this the demo?`);
  }
}

await runCommand(async () => {
  const [address, folder = 'test-results/pictures'] = process.argv.slice(2);
  if (!address) throw new Failure('Say where the demo runs: npm run pictures -- http://127.0.0.1:5000 [FOLDER]');
  mkdirSync(folder, { recursive: true });
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
  const browser = await chromium.launch({ executablePath: await findChromium(), args });
  try {
    for (const [width, height] of [[1440, 900] as const, [390, 844] as const]) {
      for (const colorScheme of ['light', 'dark'] as const) {
        const options = {
          baseURL: address,
          viewport: { width, height },
          colorScheme,
          reducedMotion: 'reduce',
        } as const;
        const entry = await browser.newContext(options);
        const door = await entry.newPage();
        const path = (name: string) => resolve(join(folder, `${name}-${width}-${colorScheme}.png`));
        await door.goto('/sign-in');
        await door.getByLabel('Username').waitFor();
        await door.screenshot({ path: path('sign-in') });
        await door.getByLabel('Username').fill('nora');
        await door.getByLabel('Password', { exact: true }).fill('harbour-lights');
        await door.keyboard.press('Enter');
        await door.getByRole('link', { name: busy }).first().waitFor();
        const storageState = await entry.storageState();
        await entry.close();
        await unreadFromMirela(address);
        for (const [name, show] of scenes) {
          const context = await browser.newContext({ ...options, storageState, serviceWorkers: 'block' });
          const page = await context.newPage();
          await page.goto('/');
          await page.getByRole('link', { name: busy }).first().waitFor();
          await show(page, context);
          await page.waitForTimeout(700);
          await page.screenshot({ path: path(name) });
          await context.close();
        }
        console.log(`${width} ${colorScheme}`);
      }
    }
  } finally {
    await browser.close();
  }
  return 0;
});
