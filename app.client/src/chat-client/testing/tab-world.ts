import type { ClientPorts, LockHandlers, Locks } from '../ports.ts';

/** What one tab has of its browser. */
export interface TabPorts extends Pick<ClientPorts, 'openChannel'> {
  readonly locks: Locks;
  /** Gone between two moments: it says nothing more, and the browser gives its locks to the next. */
  die(): void;
  /** While true it neither hears nor is heard. */
  isMute: boolean;
}

interface Request {
  readonly name: string;
  readonly tab: TabPorts;
  readonly handlers: LockHandlers;
}

/** A browser with tabs: one line for each lock, and channels whose messages arrive a moment later, as copies. */
export function tabWorld(): { tab(): TabPorts } {
  const ears = new Set<{ name: string; tab: TabPorts; hear: (message: unknown) => void }>();
  let lines: readonly Request[] = [];
  const holder = (name: string) => lines.find((one) => one.name === name);

  function leave(gone: (one: Request) => boolean): void {
    const names = new Set(lines.filter(gone).map(({ name }) => name));
    const before = new Map([...names].map((name) => [name, holder(name)]));
    lines = lines.filter((one) => !gone(one));
    for (const name of names) {
      const now = holder(name);
      if (now && now !== before.get(name)) now.handlers.held();
    }
  }

  return {
    tab() {
      const tab: TabPorts = {
        isMute: false,
        die() {
          for (const ear of ears) if (ear.tab === tab) ears.delete(ear);
          leave((one) => one.tab === tab);
        },
        openChannel(name, hear) {
          const ear = { name, tab, hear };
          ears.add(ear);
          return {
            post(message) {
              const copy = structuredClone(message);
              if (tab.isMute || !ears.has(ear)) return;
              for (const other of [...ears])
                if (other !== ear && other.name === name && !other.tab.isMute)
                  queueMicrotask(() => ears.has(other) && other.hear(structuredClone(copy)));
            },
            close: () => void ears.delete(ear),
          };
        },
        locks: {
          request(name, handlers, steal) {
            const mine: Request = { name, tab, handlers };
            const before = holder(name);
            lines = steal ? [mine, ...lines.filter((one) => one !== before)] : [...lines, mine];
            if (steal) before?.handlers.lost();
            if (holder(name) === mine && before !== mine) handlers.held();
            return () => leave((one) => one === mine);
          },
        },
      };
      return tab;
    },
  };
}
