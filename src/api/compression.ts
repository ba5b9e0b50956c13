import { constants } from 'node:zlib';
import type { FastifyCompressOptions } from '@fastify/compress';

/** Of lists alone: what is small costs more to compress than to send, and a strong entity tag names bytes. */
export const COMPRESSION = {
  threshold: 2048,
  encodings: ['br', 'gzip'],
  customTypes: /^application\/json/,
  brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
  zlibOptions: { level: 5 },
} satisfies FastifyCompressOptions;
