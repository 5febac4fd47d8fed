import { createServer } from 'node:http';
import express from 'express';
import { QueryTypes, Sequelize } from 'sequelize';
import { Server } from 'socket.io';

/** The usual way: Express, a Sequelize transaction for each message, and an event to a room for each message. */
const db = new Sequelize(process.env.DATABASE_URL ?? '', { logging: false, pool: { max: 10 } });
await db.query('CREATE TABLE IF NOT EXISTS usual_rooms (id text PRIMARY KEY, seq bigint NOT NULL)');
await db.query(
  'CREATE TABLE IF NOT EXISTS usual_messages (room text, seq bigint, id uuid, content text, PRIMARY KEY (room, seq))',
);

const app = express();
app.disable('x-powered-by');
app.use(express.json());
app.get('/ready', (_request, response) => void response.end());
const http = createServer(app);
const io = new Server(http, { transports: ['websocket'], serveClient: false, perMessageDeflate: false });
io.on('connection', (socket) => {
  const room = socket.handshake.headers['x-room'];
  if (typeof room === 'string') void socket.join(room);
});
app.post('/messages', async (request, response) => {
  const { id, content, ...body } = request.body as { id: string; room: string | number; content: string };
  const room = String(body.room);
  const seq = await db.transaction(async (transaction) => {
    const rows = await db.query<{ seq: string }>(
      `INSERT INTO usual_rooms VALUES ($room, 1) ON CONFLICT (id) DO UPDATE SET seq = usual_rooms.seq + 1 RETURNING seq`,
      { type: QueryTypes.SELECT, bind: { room }, transaction },
    );
    const next = Number(rows[0]?.seq);
    await db.query('INSERT INTO usual_messages VALUES ($room, $next, $id, $content)', {
      bind: { room, next, id, content },
      transaction,
    });
    return next;
  });
  io.to(room).emit('message', { id, seq, content });
  response.status(201).json({ id, seq });
});
http.listen(Number(process.env.PORT), process.env.HOST ?? '127.0.0.1');
