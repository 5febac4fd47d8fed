import { closingLine, isGood } from './report.ts';
import { type FilledRooms, runLoad } from './run-load.ts';

/** What a load must hold, in milliseconds. */
interface Bound {
  readonly answeredP99: number;
  readonly arrivedP99: number;
}

/** What the service promises of itself. */
const promised: Bound = { answeredP99: 150, arrivedP99: 500 };
const stepSeconds = 6;
const firstRate = 50;
const factor = 1.5;

/** Raises the load until a limit no longer holds; tells the highest one that held them all. */
export async function climb(options: {
  readonly url: string;
  readonly rooms: FilledRooms;
  readonly say: (line: string) => void;
  readonly bound?: Bound;
}): Promise<number> {
  const { url, rooms, say, bound = promised } = options;
  const people = rooms.reduce((sum, room) => sum + room.people.length, 0);
  let best = 0;
  let isSecondTry = false;
  for (let rate = firstRate; ; ) {
    const messages = Math.max(1, Math.round((rate * stepSeconds) / people));
    const result = await runLoad({ url, rooms, messages, rate, onProgress: () => undefined });
    const [answered, arrived] = [result.answered, result.arrived].map((one) => one.getValueAtPercentile(99)) as [
      number,
      number,
    ];
    const held = isGood(result) && answered <= bound.answeredP99 && arrived <= bound.arrivedP99;
    say(
      `${rate} a second: answer p99 ${answered} ms, arrival p99 ${arrived} ms, ${closingLine(result)} ${held ? '' : '<- too much'}`.trimEnd(),
    );
    if (!isGood(result)) return 1;
    // What else runs on the machine may spoil one step: it is asked twice.
    if (!held && isSecondTry) break;
    isSecondTry = !held;
    if (!held) continue;
    best = rate;
    rate = Math.round(rate * factor);
  }
  const limits = `answer p99 <= ${bound.answeredP99} ms and arrival p99 <= ${bound.arrivedP99} ms`;
  if (best === 0) say(`Not even ${firstRate} messages a second hold ${limits}.`);
  else say(`The highest load that holds ${limits}: ${best} messages a second.`);
  return best > 0 ? 0 : 1;
}
