import { tellsUsage } from './command-line.ts';
import { dataFolder } from './data-folder.ts';
import { runCommand } from './failure.ts';
import { clearRunFolder } from './run-folder.ts';

const usage = [
  "npm run reset     stops what runs on this checkout's data, and removes the data; PARLEY_DATA names another folder",
];

await runCommand(async () => {
  if (tellsUsage(usage, process.argv.slice(2))) return 0;
  const folder = dataFolder();
  console.log((await clearRunFolder(folder)) ? `Removed the data in ${folder}.` : `There is no data in ${folder}.`);
  return 0;
});
