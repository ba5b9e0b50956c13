import { createServer } from 'node:http';

/**
 * What node:http alone can do: a constant answer of the size of one patient, or an empty 304 to a conditional request.
 */
const body = process.env.BODY!;
const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };

createServer((request, response) => {
  if (request.headers['if-none-match'] !== undefined) return response.writeHead(304).end();
  return response.writeHead(request.method === 'POST' ? 201 : 200, headers).end(body);
}).listen(Number(process.env.PORT), '127.0.0.1');
