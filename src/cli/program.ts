import { runCommand } from './main.ts';

await runCommand(process.argv.slice(2));
