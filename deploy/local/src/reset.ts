import { dataFolder } from './data-folder.ts';
import { runCommand } from './failure.ts';
import { clearRunFolder } from './run-folder.ts';

// `npm run reset`: stops what runs on this checkout's data, and removes the data.

await runCommand(async () => {
  const folder = dataFolder();
  console.log((await clearRunFolder(folder)) ? `Removed the data in ${folder}.` : `There is no data in ${folder}.`);
  return 0;
});
