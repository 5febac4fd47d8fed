import express from 'express';

/** Express 5 with a POST of JSON that greets back: the least that a service on Express can cost. */
const app = express();
app.disable('x-powered-by');
app.set('etag', false);
app.use(express.json());
app.get('/ready', (_request, response) => void response.end());
app.post('/hello', (request, response) => {
  const { name } = request.body as { name?: string };
  response.status(201).json({ hello: name });
});
app.listen(Number(process.env.PORT), process.env.HOST ?? '127.0.0.1');
