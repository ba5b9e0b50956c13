import type { Server } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { ConfigError } from './config.ts';

/** @throws ConfigError with one sentence that names the variable to change */
export async function listen(
  server: FastifyInstance | Server,
  host: string,
  port: number,
  variable: string,
): Promise<void> {
  try {
    if ('inject' in server) await server.listen({ host, port });
    else await listenPlain(server, host, port);
  } catch (error) {
    throw describeFailure(error as NodeJS.ErrnoException, host, port, variable);
  }
}

function listenPlain(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
}

function describeFailure(error: NodeJS.ErrnoException, host: string, port: number, variable: string): Error {
  if (error.code === 'EADDRINUSE')
    return new ConfigError(`Port ${port} is taken; stop what uses it or set ${variable}.`);
  if (error.code === 'EACCES') {
    return new ConfigError(`Port ${port} may not be used by this user; set ${variable} to 1024 or higher.`);
  }
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return new ConfigError(`HOST ${host} is not an address of this machine.`);
  }
  return error;
}
