export { openBrowser } from './browser.ts';
export { fileCursor } from './file-cursor.ts';
export { encryptedFileStore, type FileStoreOptions, type KeychainEntry } from './file-store.ts';
export { keyFile } from './key-file.ts';
export { type LoopbackOptions, signInOnLoopback } from './loopback.ts';
