import WebSocket from 'ws';

/** A Socket.IO connection that costs the bench next to nothing: frames come as the text they are. */
export interface SocketConnection {
  /** Says an event and waits for its acknowledgement. */
  ask(name: string, payload: unknown): Promise<unknown>;
  say(name: string, payload: unknown): void;
  close(): void;
  readonly closed: Promise<void>;
}

/** What a connection hears: an event by its name, with the text of its arguments as an array of JSON. */
type Heard = (name: string, text: string) => void;

interface SocketOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly onEvent?: Heard;
  readonly localAddress?: string;
}

/** Engine.IO 4 and Socket.IO 5 by hand, WebSocket alone, the default namespace. Resolves when the server has let us in. */
export function openSocket(url: string, options: SocketOptions = {}): Promise<SocketConnection> {
  const { headers = {}, onEvent, localAddress } = options;
  const address = `${url.replace(/^http/, 'ws')}/socket.io/?EIO=4&transport=websocket`;
  const socket = new WebSocket(address, {
    headers: { ...headers },
    perMessageDeflate: false,
    ...(localAddress === undefined ? {} : { localAddress }),
  });
  const waiting = new Map<number, (answer: unknown) => void>();
  let lastAsked = 0;
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));

  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('closed before it was open')));
    socket.on('message', (data, isBinary) => {
      if (isBinary) return;
      const text = data.toString();
      const type = text.slice(0, 2);
      if (text === '2') socket.send('3');
      else if (type.startsWith('0')) socket.send('40');
      else if (type === '42') onEvent?.(text.slice(4, text.indexOf('"', 4)), text.slice(2));
      else if (type === '43') acknowledge(text);
      else if (type === '40') resolve(connection);
      else if (type === '44') reject(new Error(`refused: ${text}`));
    });
    // What fails later shows as a closing.
    socket.on('error', () => undefined);

    function acknowledge(text: string): void {
      const open = text.indexOf('[');
      const id = Number(text.slice(2, open));
      const answer = waiting.get(id);
      waiting.delete(id);
      answer?.((JSON.parse(text.slice(open)) as unknown[])[0]);
    }

    const connection: SocketConnection = {
      ask: (name, payload) =>
        new Promise((answer) => {
          lastAsked += 1;
          waiting.set(lastAsked, answer);
          socket.send(`42${lastAsked}${JSON.stringify([name, payload])}`);
        }),
      say: (name, payload) => socket.send(`42${JSON.stringify([name, payload])}`),
      close: () => socket.terminate(),
      closed,
    };
  });
}
