import { loadEnv } from '@parley/backend/platform/env.ts';
import { createService } from '@parley/backend/service.ts';
import { serverMutants } from './server-mutants.ts';

// A composition root of the proof's own: the service, with the part swapped that the first argument names.
const make = serverMutants[process.argv[2] ?? ''];
if (make === undefined) throw new Error(`There is no mutant ${process.argv[2]}.`);
const service = await createService(loadEnv(process.env), make());
const { url } = await service.listen();
console.log(JSON.stringify({ url, msg: 'listening' }));
process.on('SIGTERM', () => void service.close().then(() => process.exit(0)));
