// A process that starts PostgreSQL, reports in one line of JSON and lives until it is killed.
import { startEmbeddedPostgres } from './index.ts';

const [dataDir, use] = process.argv.slice(2) as [string, 'own' | 'attach'];
try {
  const { superuserUrl, created } = await startEmbeddedPostgres({ dataDir, use, durable: false });
  console.log(JSON.stringify({ superuserUrl, created }));
  setInterval(() => {}, 60_000);
} catch (error) {
  const { name, message } = error as Error;
  console.log(JSON.stringify({ error: { name, message } }));
}
