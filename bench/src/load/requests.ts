import { type HttpConnection, type HttpReply, openHttp } from '../speed/wire/http-connection.ts';

/** Asks over one kept connection. */
export interface Requests {
  /** Null where no answer came: nobody knows then whether it was done. */
  ask(
    method: string,
    path: string,
    headers: Readonly<Record<string, string>>,
    body?: string,
  ): Promise<HttpReply | null>;
  close(): void;
}

/** Opens the connection anew where it ended, as a browser does: a proxy ends each after so many requests. */
export function createRequests(url: string): Requests {
  let connection: HttpConnection | null = null;
  return {
    async ask(method, path, headers, body) {
      try {
        if (connection?.isOpen() !== true) connection = await openHttp(url);
        return await connection.request(method, path, headers, body);
      } catch {
        return null;
      }
    },
    close: () => connection?.close(),
  };
}
