export { type FileStore, newFileKey } from './file-store.ts';
export { createLocalFileStore } from './local-file-store.ts';
export { type ReceivedFile, receiveFile } from './receive-file.ts';
export { createS3FileStore } from './s3-file-store.ts';
