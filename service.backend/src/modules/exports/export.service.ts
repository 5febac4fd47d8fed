import { createHash, randomBytes } from 'node:crypto';
import type { Export, startExport } from '@parley/shared/contract/exports.routes.ts';
import { apiPrefix, type RouteRequest } from '@parley/shared/contract/route.ts';
import { limits } from '@parley/shared/limits.ts';
import type { Database } from '../../database/connection.ts';
import { DomainError } from '../../platform/domain-error.ts';
import type { FileStore } from '../../platform/files/file-store.ts';
import type { JobRow, NewJob } from '../../platform/jobs/job.ts';
import type { Jobs } from '../../platform/jobs/jobs.ts';
import type { FileReply } from '../../platform/send-file.ts';
import type { Actor } from '../actor.ts';
import type { ParticipantsRepository } from '../conversations/participants.repository.ts';
import type { ExportRepository } from './export.repository.ts';
import { exportKinds, toExport, typeOf } from './exported.ts';

type Start = RouteRequest<typeof startExport>['body'];

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Exports: asked for, watched, stopped and fetched by one person, who must still be in what he takes with him. */
export function createExports(deps: {
  readonly db: Database;
  readonly jobs: Jobs;
  readonly files: FileStore;
  readonly repository: ExportRepository;
  readonly participants: Pick<ParticipantsRepository, 'isIn'>;
}) {
  const { db, jobs, files, repository, participants } = deps;

  /** His, or none. */
  async function find(actor: Actor, id: string): Promise<JobRow> {
    const job = await jobs.find(id);
    if (job === null || job.ownerId !== actor.userId || !exportKinds.has(job.kind)) throw new DomainError('NOT_FOUND');
    return job;
  }

  /** A file that is there, for one who may still see what is in it. */
  async function ready(actor: Actor, id: string): Promise<JobRow> {
    const job = await find(actor, id);
    if (job.conversationId !== null && !(await participants.isIn(job.conversationId, actor.userId))) {
      throw new DomainError('NOT_FOUND');
    }
    return job;
  }

  async function begin(job: NewJob & { readonly ownerId: string }): Promise<{ answer: Export; isNew: boolean }> {
    const isNew = await db.transaction(async (tx) => {
      const known = await jobs.find(job.id, tx);
      if (known === null) {
        const unfinished = await repository.countUnfinished(job.ownerId, [...exportKinds], tx);
        if (unfinished >= limits.exportsAtOnce) throw new DomainError('QUOTA_EXCEEDED');
      }
      return jobs.add(job, tx);
    });
    const row = await jobs.find(job.id);
    const isSame =
      row !== null &&
      row.ownerId === job.ownerId &&
      row.kind === job.kind &&
      row.conversationId === (job.conversationId ?? null) &&
      row.input.format === job.input.format;
    if (!isSame) throw new DomainError('ID_TAKEN');
    if (isNew) jobs.wake(job.id);
    return { answer: toExport(row), isNew };
  }

  return {
    async start({ userId }: Actor, { id, conversationId, format }: Start) {
      if (!(await participants.isIn(conversationId, userId))) throw new DomainError('NOT_FOUND');
      return begin({ id, kind: 'export', ownerId: userId, conversationId, input: { format } });
    },

    startMine: ({ userId }: Actor, id: string) =>
      begin({ id, kind: 'export-mine', ownerId: userId, input: { format: 'zip' } }),

    /** Those that came to nothing are not among them. */
    async list({ userId }: Actor): Promise<Export[]> {
      const rows = await repository.list(userId, [...exportKinds]);
      return rows.map(toExport).filter(({ state }) => state !== 'failed');
    },

    get: async (actor: Actor, id: string): Promise<Export> => toExport(await find(actor, id)),

    async cancel(actor: Actor, id: string): Promise<void> {
      await find(actor, id);
      if (await jobs.cancel(id)) return;
      const file = await repository.forget(id);
      if (file !== null) await files.remove(file);
    },

    async link(actor: Actor, id: string) {
      const job = await ready(actor, id);
      if (toExport(job).bytes === null) throw new DomainError('EXPORT_UNFINISHED');
      const token = randomBytes(32).toString('base64url');
      const expiresAt = await repository.addLink(id, hashOf(token));
      return { path: `${apiPrefix}/exports/${id}/file?token=${token}`, expiresAt };
    },

    async fetch(actor: Actor, id: string, token: string): Promise<FileReply> {
      const job = await ready(actor, id);
      const use = await repository.useLink(id, hashOf(token));
      if (use !== 'good') throw new DomainError(use === 'spent' ? 'LINK_SPENT' : 'NOT_FOUND');
      const { file } = job.result ?? {};
      const found = typeof file === 'string' ? await files.open(file) : null;
      if (found === null) throw new DomainError('LINK_SPENT');
      const { format } = toExport(job);
      return { ...found, name: `parley-${job.createdAt.slice(0, 10)}.${format}`, type: typeOf[format] };
    },

    /** Files whose time is over go, and whatever an earlier life left behind. */
    async clear(): Promise<void> {
      for (const file of await repository.forgetOld([...exportKinds])) await files.remove(file);
      await files.removeOlderThan(24 * limits.exportKeptSeconds * 1000);
    },
  };
}

export type Exports = ReturnType<typeof createExports>;
