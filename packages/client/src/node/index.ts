export { fileCursor } from './file-cursor.ts';
export { encryptedFileStore, type FileStoreOptions } from './file-store.ts';
export { type LoopbackOptions, signInOnLoopback } from './loopback.ts';
