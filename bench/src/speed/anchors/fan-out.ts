import { createServer } from 'node:http';
import { joinOthers } from '@parley/backend/realtime/adapter.ts';
import { createSocketFanout } from '@parley/backend/realtime/fanout.ts';
import { openRedis } from '@parley/backend/realtime/redis.ts';
import { userRoom } from '@parley/backend/realtime/rooms.ts';
import { createSocketServer } from '@parley/backend/realtime/socket-server.ts';

/** The service's own fan-out and nothing else: each connection is a person in a room of his own, addressed one by one. */
const people = Array.from({ length: 100 }, (_, index) => String(index));
const http = createServer((request, response) => {
  if (request.method === 'GET') return void response.end();
  let text = '';
  request.setEncoding('utf8');
  request.on('data', (chunk: string) => {
    text += chunk;
  });
  request.on('end', () => {
    const { payload, times } = JSON.parse(text) as { payload: never; times: number };
    for (let said = 0; said < times; said += 1) fanout.publish(people, { name: 'event', payload });
    response.writeHead(201, { 'content-length': 2 });
    response.end('{}');
  });
});
const io = createSocketServer(http, (_request, decide) => decide(null, true));
const { REDIS_URL } = process.env;
if (REDIS_URL !== undefined) {
  const logger = { warn: () => undefined } as never;
  joinOthers(io, openRedis({ url: REDIS_URL, probeEvery: 2_000, logger, onChange: () => undefined }));
}
const fanout = createSocketFanout(io);
io.on('connection', (socket) => void socket.join(userRoom(String(socket.handshake.headers['x-person']))));
http.listen(Number(process.env.PORT), process.env.HOST);
