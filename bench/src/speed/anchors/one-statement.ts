import express from 'express';
import pg from 'pg';

/** Express and one `pg` statement a message: number, row and commit, without anybody asking whether it is allowed. */
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
await pool.query('CREATE TABLE IF NOT EXISTS bare_rooms (id int PRIMARY KEY, seq bigint NOT NULL)');
await pool.query(
  'CREATE TABLE IF NOT EXISTS bare_messages (room int, seq bigint, id uuid, content text, PRIMARY KEY (room, seq))',
);
await pool.query('INSERT INTO bare_rooms SELECT room, 0 FROM generate_series(1, 100) AS room ON CONFLICT DO NOTHING');

const app = express();
app.disable('x-powered-by');
app.use(express.json());
app.get('/ready', (_request, response) => void response.end());
app.post('/messages', async (request, response) => {
  const { id, room, content } = request.body as { id: string; room: number; content: string };
  const { rows } = await pool.query(
    `WITH numbered AS (UPDATE bare_rooms SET seq = seq + 1 WHERE id = $1 RETURNING seq)
     INSERT INTO bare_messages SELECT $1, seq, $2, $3 FROM numbered RETURNING seq`,
    [room, id, content],
  );
  response.status(201).json({ id, seq: (rows[0] as { seq: string }).seq });
});
app.listen(Number(process.env.PORT), process.env.HOST ?? '127.0.0.1');
