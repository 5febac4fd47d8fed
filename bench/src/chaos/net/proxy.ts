import { connect, createServer, type Server, type Socket } from 'node:net';
import { loopback } from '@parley/local/ports.ts';
import { startFlow } from './flow.ts';
import { healthy, type Toxics } from './toxics.ts';

/** A question about what a client has said so far on one connection: its last bytes, and those that have just come. */
export type Predicate = (said: string, chunk: string) => boolean;

/** A link that can be broken: everything between two parts of the system passes here. */
export interface Link {
  readonly port: number;
  readonly connections: number;
  /** Changes what is wrong; what is not named stays. */
  set(toxics: Partial<Toxics>): void;
  heal(): void;
  /** Cuts what is connected, rudely. */
  reset(): void;
  /**
   * The next time that a client says this, its words get through, and of the answer nothing does: the connection is cut
   * when it comes. Resolves then, having called `first`. `cancel` gives it up.
   */
  dropResponseOnce(predicate: Predicate, first?: () => void): { readonly dropped: Promise<boolean>; cancel(): void };
  /** The next time that a client says this, that connection falls silent with these words unsaid, until it is released. */
  holdOnce(predicate: Predicate): { readonly held: Promise<void>; release(): void };
  close(): Promise<void>;
}

interface Trap {
  readonly predicate: Predicate;
  readonly spring: () => void;
}

interface Hold {
  readonly predicate: Predicate;
  readonly spring: () => void;
  isOver: boolean;
}

const remembered = 32_768;

/** Listens on a free port of loopback; `target` is asked anew for each connection, null refuses it. */
export async function createProxy(target: () => number | null, random: () => number): Promise<Link> {
  const pairs = new Set<readonly [Socket, Socket]>();
  const traps = new Set<Trap>();
  const holds = new Set<Hold>();
  let toxics = healthy;

  function join(client: Socket, port: number): void {
    const server = connect({ port, host: loopback });
    const pair = [client, server] as const;
    pairs.add(pair);
    let said = '';
    let sprung: Trap | null = null;
    let holding: Hold | null = null;
    let bytes = 0;
    let speaking: Socket | null = null;
    const cut = (): void => {
      pairs.delete(pair);
      client.resetAndDestroy();
      server.resetAndDestroy();
    };
    const counts = (chunk: Buffer): boolean => {
      bytes += chunk.length;
      if (toxics.limitBytes === null || bytes <= toxics.limitBytes) return true;
      cut();
      return false;
    };
    /** Once each time that the other side takes the word, in however many pieces; there and back come to the share. */
    const isLost = (speaker: Socket): boolean => {
      const isSame = speaker === speaking;
      speaking = speaker;
      if (isSame || toxics.loss === 0 || random() ** 2 <= 1 - toxics.loss) return false;
      cut();
      return true;
    };
    const listen = (chunk: Buffer): boolean => {
      if (isLost(client)) return false;
      if (traps.size + holds.size > 0) {
        const text = chunk.toString('latin1');
        said = (said + text).slice(-remembered);
        const hold = [...holds].find(({ predicate }) => predicate(said, text));
        if (hold !== undefined) {
          holds.delete(hold);
          holding = hold;
          hold.spring();
        }
        sprung ??= [...traps].find(({ predicate }) => predicate(said, text)) ?? null;
        if (sprung !== null) traps.delete(sprung);
      }
      return counts(chunk);
    };
    const answer = (chunk: Buffer): boolean => {
      if (isLost(server)) return false;
      if (sprung === null) return counts(chunk);
      sprung.spring();
      sprung = null;
      cut();
      return false;
    };
    for (const socket of pair) {
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.on('close', (hadError) => {
        pairs.delete(pair);
        if (sprung !== null) traps.add(sprung);
        sprung = null;
        // One that ended in peace ends the other when all its words have passed.
        if (hadError) (socket === client ? server : client).resetAndDestroy();
      });
    }
    const outward = (): Toxics => (holding?.isOver === false ? { ...toxics, blackhole: true } : toxics);
    startFlow({ from: client, to: server, toxics: outward, random, passes: listen });
    const inward = (): Toxics => (toxics.deaf ? { ...toxics, blackhole: true } : toxics);
    startFlow({ from: server, to: client, toxics: inward, random, passes: answer });
  }

  const server = createServer((client) => {
    const port = toxics.down ? null : target();
    if (port === null) client.resetAndDestroy();
    else join(client, port);
  });
  const reset = (): void => {
    for (const pair of pairs) for (const socket of pair) socket.resetAndDestroy();
    pairs.clear();
  };

  return {
    port: await listening(server),
    get connections() {
      return pairs.size;
    },
    set(changes) {
      toxics = { ...toxics, ...changes };
      if (toxics.down) reset();
    },
    heal() {
      toxics = healthy;
    },
    reset,
    dropResponseOnce(predicate, first = () => undefined) {
      let settle: (happened: boolean) => void = () => undefined;
      const dropped = new Promise<boolean>((resolve) => {
        settle = resolve;
      });
      const trap: Trap = {
        predicate,
        spring() {
          first();
          settle(true);
        },
      };
      traps.add(trap);
      const cancel = (): void => {
        traps.delete(trap);
        settle(false);
      };
      return { dropped, cancel };
    },
    holdOnce(predicate) {
      let spring: () => void = () => undefined;
      const held = new Promise<void>((resolve) => {
        spring = resolve;
      });
      const hold: Hold = { predicate, spring, isOver: false };
      holds.add(hold);
      const release = (): void => {
        holds.delete(hold);
        hold.isOver = true;
      };
      return { held, release };
    },
    async close() {
      traps.clear();
      reset();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function listening(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, loopback, () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('The system gave no port.'));
      else resolve(address.port);
    });
  });
}
