import { connect } from 'node:net';

/** What came back. */
export interface HttpReply {
  readonly status: number;
  readonly text: string;
}

/** One kept connection with one request in flight: what a browser's tab does, without what a browser costs. */
export interface HttpConnection {
  request(method: string, path: string, headers: Readonly<Record<string, string>>, body?: string): Promise<HttpReply>;
  /** Whether it can be asked: neither side has ended it, nor said that it will. */
  isOpen(): boolean;
  close(): void;
}

/** Connects to a server of this machine or another; reads answers of a known length and in chunks. */
export async function openHttp(url: string): Promise<HttpConnection> {
  const { hostname, port, host, protocol } = new URL(url);
  if (protocol !== 'http:') throw new Error('The bench speaks plain HTTP: give it an address of http.');
  const socket = connect({
    host: hostname,
    port: Number(port === '' ? 80 : port),
    noDelay: true,
  });
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  let pending: { resolve: (reply: HttpReply) => void; reject: (error: Error) => void } | null = null;
  let received = Buffer.alloc(0);

  const fail = (error: Error) => {
    pending?.reject(error);
    pending = null;
  };
  socket.on('error', fail);
  socket.on('close', () => fail(new Error('the connection was closed')));
  socket.on('data', (chunk) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    const reply = readReply(received);
    if (reply === null) return;
    received = Buffer.alloc(0);
    const waiting = pending;
    pending = null;
    if (reply.isLast) socket.destroy();
    waiting?.resolve(reply);
  });

  return {
    request: (method, path, headers, body) =>
      new Promise((resolve, reject) => {
        if (socket.destroyed) return reject(new Error('the connection was closed'));
        pending = { resolve, reject };
        const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
        const length = body === undefined ? '' : `content-length: ${Buffer.byteLength(body)}\r\n`;
        socket.write(`${method} ${path} HTTP/1.1\r\nhost: ${host}\r\n${lines.join('')}${length}\r\n${body ?? ''}`);
      }),
    isOpen: () => !socket.destroyed,
    close: () => void socket.destroy(),
  };
}

/** A whole reply, or null while some of it is still on its way. */
function readReply(bytes: Buffer): (HttpReply & { readonly isLast: boolean }) | null {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const head = bytes.toString('latin1', 0, end);
  const status = Number(head.slice(9, 12));
  const body = bytes.subarray(end + 4);
  const isLast = /\r\nconnection: close/i.test(head);
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  if (length !== undefined) {
    return body.length < Number(length) ? null : { status, text: body.toString('utf8', 0, Number(length)), isLast };
  }
  if (!/\r\ntransfer-encoding: chunked/i.test(head)) return { status, text: '', isLast };
  return body.toString('latin1').endsWith('0\r\n\r\n') ? { status, text: unchunk(body), isLast } : null;
}

function unchunk(body: Buffer): string {
  const parts: Buffer[] = [];
  for (let at = 0; ; ) {
    const line = body.indexOf('\r\n', at);
    const size = Number.parseInt(body.toString('latin1', at, line), 16);
    if (!(size > 0)) return Buffer.concat(parts).toString('utf8');
    parts.push(body.subarray(line + 2, line + 2 + size));
    at = line + 2 + size + 2;
  }
}
