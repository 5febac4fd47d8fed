import { randomUUID } from 'node:crypto';
import { Export } from '@parley/shared/contract/exports.routes.ts';
import { apiPrefix } from '@parley/shared/contract/route.ts';
import type { ExportFormat } from '@parley/shared/models/export.ts';
import { expect, vi } from 'vitest';
import * as z from 'zod/mini';
import type { TestPerson } from '../../testing/service.ts';

/** Waits until an export is over, however it went. */
export async function exportEnded(person: TestPerson, id: string): Promise<Export> {
  let seen = Export.parse((await person.api.get(`/exports/${id}`)).body);
  await vi.waitFor(
    async () => {
      seen = Export.parse((await person.api.get(`/exports/${id}`)).body);
      expect(seen.state).not.toMatch(/waiting|running/);
    },
    { timeout: 30_000, interval: 50 },
  );
  return seen;
}

/** A link to it, as a path below the API's, and the token in it. */
export async function linkTo(person: TestPerson, id: string): Promise<{ path: string; token: string }> {
  const answer = await person.api.post(`/exports/${id}/links`, {});
  if (answer.status !== 201) throw new Error(`there is no link: ${answer.text}`);
  const { path } = z.object({ path: z.string() }).parse(answer.body);
  return { path: path.slice(apiPrefix.length), token: new URL(path, 'http://here').searchParams.get('token') ?? '' };
}

/** Exports, waits, and gives what was written, with a link that was not used. */
export async function exportAs(person: TestPerson, conversationId: string, format: ExportFormat = 'json') {
  const id = randomUUID();
  const started = await person.api.post('/exports', { id, conversationId, format });
  if (started.status !== 201) throw new Error(`it did not begin: ${started.text}`);
  const ended = await exportEnded(person, id);
  return { id, ended, ...(await linkTo(person, id)) };
}
