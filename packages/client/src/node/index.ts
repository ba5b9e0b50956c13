export { fileCursor } from './file-cursor.ts';
export { encryptedFileStore, type FileStoreOptions, type KeychainEntry } from './file-store.ts';
export { type LoopbackOptions, signInOnLoopback } from './loopback.ts';
