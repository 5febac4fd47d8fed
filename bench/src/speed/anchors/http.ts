import { createServer } from 'node:http';

/** Bare `node:http` with a POST of JSON that greets back. */
createServer((request, response) => {
  if (request.method === 'GET') return void response.end();
  let text = '';
  request.setEncoding('utf8');
  request.on('data', (chunk: string) => {
    text += chunk;
  });
  request.on('end', () => {
    const { name } = JSON.parse(text) as { name?: string };
    const body = JSON.stringify({ hello: name });
    response.writeHead(201, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
    response.end(body);
  });
}).listen(Number(process.env.PORT), process.env.HOST);
