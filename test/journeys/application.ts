import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An application's redirect address, waiting for people to come back. */
export interface Application {
  redirectUri: string;
  /** The parameters of the next answer, from the query or from a form post. */
  nextAnswer(): Promise<URLSearchParams>;
  close(): void;
}

const PAGE =
  '<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>Application</title><h1>Welcome back</h1>';

export async function startApplication(host: '127.0.0.1' | 'localhost' | '::1' = '127.0.0.1'): Promise<Application> {
  const waiting: ((answer: URLSearchParams) => void)[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(PAGE, () => {
      const { searchParams } = new URL(request.url!, 'http://application.test');
      waiting.shift()?.(request.method === 'POST' ? new URLSearchParams(body) : searchParams);
    });
  }).listen(0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    redirectUri: `http://${host.includes(':') ? `[${host}]` : host}:${port}/callback`,
    nextAnswer: () => new Promise((resolve) => waiting.push(resolve)),
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
