import { connectSocketIo } from '@parley/client/browser/socket.ts';
import type { ChatSocket, Clock, SocketHandlers } from '@parley/client/chat-client/ports.ts';
import { acknowledgements } from '@parley/shared/contract/events.ts';
import { answerReaders, readFrame } from './read-answer.ts';
import type { Note, Recorder } from './recorder.ts';
import { beginAttempt } from './sending.ts';

interface WatchOptions {
  readonly url: string;
  readonly account: string;
  readonly clock: Clock;
  readonly headers: Readonly<Record<string, string>>;
  readonly note: Note;
  /** Where attempts to send are written down: tabs of one device share it. */
  readonly written: Note;
  readonly recorder: Recorder;
  readonly isAlive: () => boolean;
  /** How much later than it came a frame is handed on. */
  readonly late: () => number;
  /** False loses the frame on its way. */
  readonly passes: (name: string, payload: unknown) => boolean;
}

interface Carried {
  readonly route: string;
  readonly params: { readonly conversationId: string };
  readonly body?: { readonly id: string };
}

/** The real socket, and a look at everything that comes and at what it carries. */
export function watchSocket(options: WatchOptions, handlers: SocketHandlers): ChatSocket {
  const { url, account, clock, headers, note, written, recorder, isAlive, late, passes } = options;
  function hear(name: string, payload: unknown): void {
    if (!isAlive() || !passes(name, payload)) return;
    for (const happening of readFrame(name, payload)) note(happening);
    handlers.event(name, payload);
  }

  const socket = connectSocketIo(
    { url, account, clock, extraHeaders: headers },
    {
      connected: () => isAlive() && handlers.connected(),
      disconnected: () => isAlive() && handlers.disconnected(),
      refused: (code) => isAlive() && handlers.refused(code),
      event(name, payload) {
        const lateBy = late();
        if (lateBy === 0) hear(name, payload);
        else setTimeout(hear, lateBy, name, payload);
      },
    },
  );

  async function carry(payload: unknown, timeoutMs: number): Promise<unknown> {
    const { route, params, body } = payload as Carried;
    const isSend = route === 'messages.send' && body !== undefined;
    const attempt = isSend ? beginAttempt(params.conversationId, body.id, written, recorder) : null;
    try {
      const answer = await socket.ask('request', payload, timeoutMs);
      const { data } = acknowledgements.request.safeParse(answer);
      if (!isAlive() || data === undefined) return answer;
      attempt?.answered(data.status, data.body);
      const isGood = data.status < 300;
      for (const happening of (isGood && answerReaders[route]?.(params.conversationId, data.body)) || [])
        note(happening);
      return answer;
    } catch (error) {
      if (isAlive()) attempt?.silent('socket');
      throw error;
    }
  }

  return {
    get connected() {
      return socket.connected;
    },
    ask(name, payload, timeoutMs) {
      if (name === 'heads') note({ kind: 'heads' });
      return name === 'request' ? carry(payload, timeoutMs) : socket.ask(name, payload, timeoutMs);
    },
    reconnect: (afterMs) => socket.reconnect(afterMs),
    close: () => socket.close(),
  };
}
