import { tell } from '@parley/local/command-line.ts';
import { runCommand } from '@parley/local/failure.ts';
import { stopSignal } from '@parley/local/stop-signal.ts';
import { inLab } from '../speed/lab/lab.ts';
import { fillRooms, signUp } from './guests.ts';
import { type LoadAsked, loadAskedOf, loadUsage } from './options.ts';
import { climb } from './ramp.ts';
import { closingLine, counted, isGood, report } from './report.ts';
import { runLoad } from './run-load.ts';

const say = (line: string): void => console.log(line);

/** One line that changes while it runs, where somebody watches; lines now and then where a file does. */
function draw(line: string): void {
  if (process.stdout.isTTY) process.stdout.write(`\r${line}\x1b[K`);
}

async function loadAt(url: string, asked: LoadAsked): Promise<number> {
  const people = await signUp(url, asked.users, (done) => draw(`signing up ${done} of ${asked.users}`));
  const rooms = await fillRooms(url, people, asked.rooms);
  const total = asked.users * asked.messages;
  say(
    `${process.stdout.isTTY ? '\r' : ''}${counted(asked.users, 'person', 'people')} in ${counted(asked.rooms, 'room', 'rooms')} at ${url}`,
  );
  if (asked.ramp) return climb({ url, rooms, say });
  const result = await runLoad({
    url,
    rooms,
    messages: asked.messages,
    rate: asked.rate,
    onProgress: (account) => draw(`${account.delivery()} delivered, of ${total} sends`),
  });
  if (process.stdout.isTTY) say('');
  for (const line of report(result)) say(line);
  say(closingLine(result));
  return isGood(result) ? 0 : 1;
}

async function main(): Promise<number> {
  const asked = loadAskedOf(process.argv.slice(2));
  if (asked === null) {
    tell(loadUsage);
    return 0;
  }
  if (asked.url !== null) {
    say(`The people and the rooms of this run stay at ${asked.url}: nothing takes them away again.`);
    return loadAt(asked.url, asked);
  }
  return inLab(say, stopSignal(), async (lab) => loadAt((await lab.service()).url, asked));
}

await runCommand(main);
process.exit();
