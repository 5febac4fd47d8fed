import type { Program } from '../lab/program.ts';
import { type Cost, costOf } from '../measure/window.ts';
import { openSocket, type SocketConnection } from '../wire/socket-connection.ts';

/** Connections that count what they hear, and nothing else. */
export interface Listeners {
  readonly sockets: readonly SocketConnection[];
  heard(): number;
}

/** Connects so many; each counts events of this name. */
export async function openListeners(
  url: string,
  count: number,
  headersOf: (index: number) => Readonly<Record<string, string>> = () => ({}),
): Promise<Listeners> {
  let heard = 0;
  const onEvent = (name: string) => {
    if (name === 'event') heard += 1;
  };
  const sockets = await Promise.all(
    Array.from({ length: count }, (_, index) => openSocket(url, { headers: headersOf(index), onEvent })),
  );
  return { sockets, heard: () => heard };
}

const payload = {
  epoch: 'bench',
  c: crypto.randomUUID(),
  text: 'The quick brown fox jumps over the lazy dog, again and again.',
};
const timesAtOnce = 20;

/** Says the same to everybody, as fast as it is heard; the first node speaks, all nodes deliver. */
export async function fanOut(
  nodes: readonly Program[],
  listeners: Listeners | readonly Listeners[],
  ms: number,
): Promise<{ done: number; cost: Cost }> {
  const all = [listeners].flat();
  const heard = () => all.reduce((sum, one) => sum + one.heard(), 0);
  const everybody = all.reduce((sum, one) => sum + one.sockets.length, 0);
  const before = heard();
  const { cost } = await costOf({ server: nodes.map(({ pid }) => pid), database: [] }, async () => {
    const end = performance.now() + ms;
    for (let said = 0; performance.now() < end; ) {
      said += timesAtOnce;
      await fetch(`${nodes[0]?.url}/say`, { method: 'POST', body: JSON.stringify({ payload, times: timesAtOnce }) });
      while (heard() - before < said * everybody) await new Promise((resolve) => setImmediate(resolve));
    }
  });
  return { done: heard() - before, cost };
}
