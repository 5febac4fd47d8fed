import type { ChatSocket, Signals, SocketHandlers } from '../ports.ts';
import { takeLead } from '../session/lead.ts';
import { shareSocket } from '../tabs/shared-socket.ts';
import { manualClock } from './manual-clock.ts';
import { type TabPorts, tabWorld } from './tab-world.ts';
import { uuid } from './test-outbox.ts';

/** Whose tabs they are, unless said otherwise. */
export const ada = uuid(1);

/** Tabs of one browser before a server that counts connections and tells all of them the same; the clock is the test's. */
export function browser() {
  const world = tabWorld();
  const clock = manualClock();
  const open = new Set<{ handlers: SocketHandlers; isUp: boolean; asked: unknown[] }>();
  let ids = 0;
  const newId = () => `id-${++ids}`;

  function connect(handlers: SocketHandlers): ChatSocket {
    const line = { handlers, isUp: false, asked: [] as unknown[] };
    open.add(line);
    const goUp = () =>
      clock.after(50, () => {
        line.isUp = open.has(line);
        if (line.isUp) handlers.connected();
      });
    goUp();
    const goDown = () => {
      if (line.isUp) handlers.disconnected();
      line.isUp = false;
    };
    return {
      get connected() {
        return line.isUp;
      },
      async ask(name, payload) {
        line.asked.push([name, payload]);
        return { ok: true };
      },
      reconnect() {
        goDown();
        goUp();
      },
      close() {
        open.delete(line);
        goDown();
      },
    };
  }

  function tab({ visible = false, userId = ada, ports = world.tab() as TabPorts } = {}) {
    const seen: string[] = [];
    const state = { visible, isAlive: true };
    let turn: Parameters<Signals['subscribe']>[0] = () => undefined;
    const signals: Signals = {
      online: () => true,
      visible: () => state.visible,
      subscribe(listener) {
        turn = listener;
        return () => undefined;
      },
    };
    const mine = new Set<SocketHandlers>();
    const lead = takeLead({ locks: ports.locks, signals, name: `parley-${userId}` });
    const socket = shareSocket(
      {
        userId,
        ports: {
          clock: { ...clock, after: (ms, run) => clock.after(ms, () => state.isAlive && run()) },
          newId,
          ...ports,
        },
        lead,
        connect(handlers) {
          mine.add(handlers);
          return connect(handlers);
        },
      },
      {
        connected: () => void seen.push('connected'),
        disconnected: () => void seen.push('disconnected'),
        refused: () => undefined,
        event: (name, payload) => void seen.push(`${name} ${JSON.stringify(payload)}`),
      },
    );
    return {
      socket,
      seen,
      lead,
      ports,
      show(is: boolean) {
        state.visible = is;
        turn(is ? 'visible' : 'hidden');
      },
      kill() {
        state.isAlive = false;
        for (const line of open) if (mine.has(line.handlers)) open.delete(line);
        ports.die();
      },
    };
  }

  return {
    clock,
    tab,
    connections: () => open.size,
    lines: () => [...open],
    tell(name: string, payload: unknown) {
      for (const { handlers, isUp } of [...open]) if (isUp) handlers.event(name, payload);
    },
  };
}
