import { openPostgres } from '@parley/backend/database/connection.ts';
import { loadEnv } from '@parley/backend/platform/env.ts';
import { createService } from '@parley/backend/service.ts';

/** The same server, which answers and announces what it is told and stores none of it: the floor under every delay. */
const service = await createService(loadEnv(process.env), {
  openDatabase(options) {
    const db = openPostgres(options);
    const heads = new Map<unknown, number>();
    return {
      ...db,
      async query<Row extends object>(...[sql, binds, tx]: Parameters<typeof db.query>): Promise<Row[]> {
        if (!sql.includes('append_messages(') || binds === undefined) return db.query<Row>(sql, binds, tx);
        const drafts = JSON.parse(String(binds.drafts)) as unknown[];
        const before = heads.get(binds.conversation) ?? 1;
        const head = before + drafts.length;
        heads.set(binds.conversation, head);
        const at = new Date().toISOString();
        const same = {
          verdict: 'accepted',
          at,
          joined_seq: 1,
          before,
          head,
          membership_version: 1,
          raised_user_id: null,
        };
        return drafts.map((_, index) => ({ ...same, seq: before + index + 1 })) as unknown as Row[];
      },
    };
  },
});
await service.listen();
process.on('SIGTERM', () => void service.close().then(() => process.exit(0)));
