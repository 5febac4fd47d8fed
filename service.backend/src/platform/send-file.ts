import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';

/** A file on its way out: never shown by the browser, always kept. */
export interface FileReply {
  readonly name: string;
  readonly type: string;
  readonly bytes: number;
  readonly content: Readable;
}

/** Sends it at the pace at which it is taken. Who goes away in the middle is nobody's failure. */
export async function sendFile(response: Response, { name, type, bytes, content }: FileReply): Promise<void> {
  response.status(200);
  response.setHeader('content-type', type);
  response.setHeader('content-length', bytes);
  response.setHeader('content-disposition', `attachment; filename="${name}"`);
  await pipeline(content, response).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') response.destroy(error);
  });
}
