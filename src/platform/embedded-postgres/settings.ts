/** What every start sets: a small machine, loopback only, and no patient data in a log that people attach to reports. */
export const SETTINGS: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  // the path of a socket may have 107 bytes at most
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '128MB',
  idle_in_transaction_session_timeout: '60s',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'warning',
  log_checkpoints: 'off',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
};

export const NOT_DURABLE: Record<string, string> = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
};
