import { randomUUID } from 'node:crypto';
import { createStems } from '@parley/shared/search/stems.ts';
import { begin } from './begin.ts';
import { openPostgres } from './database/connection.ts';
import { createEpochs } from './database/epoch.ts';
import { migrate } from './database/migrate.ts';
import { readSecret } from './database/secret.ts';
import { demoPassword, demoPeople } from './demo/people.ts';
import { seedDemo } from './demo/seed.ts';
import { createAccountRepository } from './modules/accounts/account.repository.ts';
import { createPasswords } from './modules/accounts/password.ts';
import { createConversations } from './modules/conversations/conversation.service.ts';
import { createLog } from './modules/log/log.ts';
import { createSearchRows } from './modules/search/search-rows.repository.ts';
import { systemClock } from './platform/clock.ts';
import { loadEnv } from './platform/env.ts';
import { createFingerprint } from './platform/fingerprint.ts';
import { createLogger } from './platform/logger.ts';

// `node seed.js` fills an empty instance with the demo; `node seed.js --accounts` only says who can sign in there.

const accounts = demoPeople.map((person) => ({ ...person, password: demoPassword }));
if (process.argv.includes('--accounts')) process.stdout.write(`${JSON.stringify(accounts)}\n`);
else await begin(seed);

async function seed(): Promise<void> {
  const env = loadEnv(process.env);
  const logger = createLogger(env.LOG_LEVEL);
  await migrate(env.DATABASE_URL);
  // A page of 5,000 rows is one statement: it may take longer than a request's.
  const timeouts = { statement: 60_000, answer: 61_000, lock: 10_000, connect: 10_000 };
  const db = openPostgres({ url: env.DATABASE_URL, logger, poolSize: 2, timeouts });
  try {
    const epochs = createEpochs(db, () => systemClock.now());
    await epochs.current();
    const people = createAccountRepository(db, () => false);
    const passwords = createPasswords();
    const conversations = createConversations({
      db,
      epochs,
      log: createLog(db, epochs),
      fingerprint: createFingerprint(env.SECRET ?? (await readSecret(db))),
      // Nobody is there yet; whoever comes reads what is.
      announcements: { committed: () => undefined },
    });
    const doors = {
      db,
      search: createSearchRows(db, createStems()),
      isSeeded: async () => (await people.credentials(demoPeople[0].username)) !== null,
      async makePerson({ username, displayName }: (typeof demoPeople)[number]) {
        const passwordHash = await passwords.hash(demoPassword);
        const account = { id: randomUUID(), username, displayName, email: `${username}@harbour.example`, passwordHash };
        await db.transaction((tx) => people.insert(account, tx));
        return account.id;
      },
      async makeConversation(userId: string, draft: Parameters<typeof conversations.create>[1]) {
        await conversations.create({ userId, sessionId: randomUUID() }, draft);
      },
    };
    await seedDemo(doors, systemClock.now());
  } finally {
    await db.close();
  }
}
