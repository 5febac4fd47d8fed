import { serverEvents } from '@parley/shared/contract/events.ts';
import { timings } from '@parley/shared/limits.ts';
import type { ChatSocket, ClientPorts, SocketHandlers } from '../ports.ts';
import type { Lead } from '../session/lead.ts';
import { createAsks } from './asks.ts';
import { createOwnSocket } from './own-socket.ts';
import { type Said, TabWord } from './words.ts';

/** What the sharing of a socket needs. */
export interface SharedSocketDeps {
  readonly userId: string;
  readonly ports: Pick<ClientPorts, 'clock' | 'newId' | 'openChannel'>;
  readonly lead: Pick<Lead, 'leads' | 'subscribe'>;
  /** A socket of this tab's own. */
  readonly connect: (handlers: SocketHandlers) => ChatSocket;
}

/** What the leading tab last said, and when it was heard. */
interface Leader {
  readonly connection: string | null;
  readonly at: number;
}

/**
 * One socket for all tabs of an account: the tab that leads holds it and passes on its frames as they come, the others
 * hand it what they ask. Every tab keeps a state of its own, so that nothing has to be merged between them, and none
 * depends on another: one that hears nothing of a leader, or is told too little, holds a socket of its own until it does.
 */
export function shareSocket({ userId, ports, lead, connect }: SharedSocketDeps, handlers: SocketHandlers): ChatSocket {
  const { clock, newId } = ports;
  const channel = ports.openChannel(`parley-${userId}`, hear);
  const say = (word: Said): void => channel.post({ ...word, userId });
  const asks = createAsks({ clock, newId, say });

  let leader: Leader = { connection: null, at: clock.elapsed() };
  let isHailing = false;
  // The connection of a leader that told less than there was.
  let distrusted: string | null = null;
  // The connection whose holder goes on telling until the next one is there: nothing falls between the two.
  let covered: string | null = null;
  let shown: string | null = null;
  let lastOwn: string | null = null;
  // Moved on from a connection whose holder has not said yet that it told until the end: something may be missing.
  let doubt: { readonly from: string; readonly cancel: () => void } | null = null;
  let degraded = false;
  let isClosed = false;
  let stopTicking: () => void = () => undefined;

  const own = createOwnSocket({
    clock,
    newId,
    connect,
    refused: (code) => handlers.refused(code),
    changed() {
      if (isClosed) return;
      lastOwn = own.connection() ?? lastOwn;
      if (lead.leads()) sayThatILead();
      // Closed when its time was over, it has told all that it was told itself; cut off before that, it may not have.
      else if (own.connection() === null) say({ kind: 'handsOver', connection: own.isOpen() ? null : lastOwn });
      decide();
    },
    event(name, payload) {
      // To move to another node is for whoever is connected there. First the others: that the session has ended closes this.
      if (name !== 'server.draining') say({ kind: 'frame', name, payload });
      take(name, payload);
    },
  });

  const sayThatILead = (): void => say({ kind: 'leads', connection: own.connection(), degraded });
  const silence = (): number => clock.elapsed() - leader.at;
  const isServed = (): boolean =>
    silence() < timings.tabSilence && (leader.connection === null || leader.connection !== distrusted);
  /** The connection by which this tab is kept current right now. */
  const current = (): string | null => own.connection() ?? (isServed() ? leader.connection : null);

  function take(name: string, payload: unknown): void {
    const told =
      name === 'hello' || name === 'degraded' ? serverEvents.degraded.safeParse(payload) : { success: false as const };
    if (told.success) degraded = told.data.degraded;
    handlers.event(name, payload);
  }

  function decide(): void {
    if (lead.leads() || !isServed()) own.open();
    else if (leader.connection !== null && own.isOpen()) {
      // It goes a moment after another has come: what is still on its way over it arrives.
      covered = own.connection();
      own.leave(timings.tabHandover);
    }
    show();
  }

  function show(): void {
    const next = current();
    if (next === shown) return;
    const from = shown;
    const isGapless = from !== null && from === covered && doubt === null;
    believe();
    shown = next;
    // Its holder is gone, as far as can be known: who asks does not wait until his time is over.
    if (!isGapless) asks.giveUpAllBut(next);
    if (next === null) handlers.disconnected();
    else if (!isGapless) handlers.connected();
    else if (from !== lastOwn) doubtThat(from);
  }

  function believe(): void {
    doubt?.cancel();
    doubt = null;
  }

  /** Its holder may be gone before its time: then it is asked what happened. */
  function doubtThat(from: string): void {
    const cancel = clock.after(2 * timings.tabHandover, () => {
      doubt = null;
      asks.giveUpAllBut(shown);
      handlers.connected();
    });
    doubt = { from, cancel };
  }

  function heardLeader(connection: string | null, isDegraded: boolean): void {
    // Until the next one is connected the last one goes on telling.
    const isBetween = connection === null && covered !== null && leader.connection === covered;
    // The one that it was about to go for is gone: it stays until the next one has been there for a while.
    if (connection !== leader.connection && own.isOpen()) own.open();
    leader = { connection: isBetween ? leader.connection : connection, at: clock.elapsed() };
    isHailing = false;
    // It was to be handed over, and was not after all.
    if (connection === covered) covered = null;
    if (connection !== distrusted) distrusted = null;
    if (degraded !== isDegraded) take('degraded', { degraded: isDegraded });
    decide();
  }

  function heardHandingOver(connection: string | null): void {
    if (connection === null && leader.connection === covered) leader = { ...leader, connection: null };
    covered = connection;
    if (doubt?.from === connection) believe();
    show();
  }

  function hear(message: unknown): void {
    const { data: word } = TabWord.safeParse(message);
    if (isClosed || word?.userId !== userId) return;
    const leads = lead.leads();
    const connection = own.connection();
    if (word.kind === 'leads' && !leads) heardLeader(word.connection, word.degraded);
    if (word.kind === 'handsOver') heardHandingOver(word.connection);
    if (word.kind === 'hail' && leads) sayThatILead();
    // What the one before was told at the end comes late; how its node is, is of no interest to who has his own.
    const isOfNode = word.kind === 'frame' && (word.name === 'hello' || word.name === 'degraded');
    if (word.kind === 'frame' && !(leads && connection !== null && isOfNode)) take(word.name, word.payload);
    if (word.kind === 'ask' && word.connection === connection) own.use((socket) => void asks.serve(word, socket));
    if (word.kind === 'answer') asks.answered(word);
  }

  function tick(): void {
    stopTicking = clock.after(timings.tabBeat, tick);
    if (lead.leads()) sayThatILead();
    if (lead.leads()) show();
    else if (silence() >= 2 * timings.tabBeat) askForALeader();
  }

  function askForALeader(): void {
    // A hidden tab's clock may sleep for a minute: silence is believed only after it was asked into.
    if (isHailing) decide();
    isHailing = true;
    say({ kind: 'hail' });
  }

  const stopWatching = lead.subscribe(() => {
    // The one before has the first word: it says whether it goes on telling until this one is connected.
    if (lead.leads() && own.connection() !== null) sayThatILead();
    if (!lead.leads()) {
      leader = { connection: null, at: clock.elapsed() };
      if (own.connection() !== null) say({ kind: 'handsOver', connection: own.connection() });
    }
    decide();
  });
  say({ kind: 'hail' });
  tick();
  decide();

  return {
    get connected() {
      return current() !== null;
    },
    ask(name, payload, timeoutMs) {
      const over = current();
      if (over === null) return Promise.reject(new Error('not connected'));
      return over === own.connection()
        ? (own.use((socket) => socket.ask(name, payload, timeoutMs)) ?? Promise.reject(new Error('closed')))
        : asks.over(over, name, payload, timeoutMs);
    },
    reconnect(afterMs) {
      if (own.isOpen()) return own.use((socket) => socket.reconnect(afterMs));
      // Told too little by the one that leads: from now on by a socket of its own, until that one has another.
      distrusted = leader.connection;
      decide();
    },
    close() {
      isClosed = true;
      stopWatching();
      stopTicking();
      believe();
      own.close();
      asks.stop();
      channel.close();
    },
  };
}
