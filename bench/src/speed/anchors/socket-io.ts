import { createServer } from 'node:http';
import { createAdapter } from '@socket.io/redis-adapter';
import { Redis } from 'ioredis';
import { Server } from 'socket.io';

/**
 * Bare Socket.IO: whoever connects is in the room, and `POST /say` brings what it bears to all of them, `times` over. With
 * `REDIS_URL` it is one node of several.
 */
const http = createServer((request, response) => {
  if (request.method === 'GET') return void response.end();
  let text = '';
  request.setEncoding('utf8');
  request.on('data', (chunk: string) => {
    text += chunk;
  });
  request.on('end', () => {
    const { payload, times } = JSON.parse(text) as { payload: unknown; times: number };
    for (let said = 0; said < times; said += 1) io.to('room').emit('event', payload);
    response.writeHead(201, { 'content-length': 2 });
    response.end('{}');
  });
});

const io = new Server(http, {
  transports: ['websocket'],
  serveClient: false,
  perMessageDeflate: false,
  httpCompression: false,
});
const { REDIS_URL } = process.env;
if (REDIS_URL !== undefined) io.adapter(createAdapter(new Redis(REDIS_URL), new Redis(REDIS_URL)));
io.on('connection', (socket) => void socket.join('room'));
http.listen(Number(process.env.PORT), process.env.HOST);
