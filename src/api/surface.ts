import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ServiceError } from '../platform/errors.ts';
import type { FurtherExports } from './exports/exportable.ts';
import type { RouteServices } from './route-services.ts';

export interface SurfaceServices extends RouteServices {
  accountUrl: string;
  apiUrl: string;
}

/** Another way to the same services, with paths and bodies of its own; `/v2` knows nothing of it. */
export interface Surface {
  /** Whether a path is below it, so that its errors are told in its own words. */
  owns(path: string): boolean;
  register(app: FastifyInstance, services: SurfaceServices): void;
  /** What it has exported in its own form. */
  exports?(apiUrl: string): FurtherExports;
  refuse(error: ServiceError, request: FastifyRequest, reply: FastifyReply): FastifyReply;
}
