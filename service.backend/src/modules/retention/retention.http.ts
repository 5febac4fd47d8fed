import {
  adminRetention,
  listRetentionEntries,
  previewInstanceRetention,
  runRetention,
  setRetention,
} from '@parley/shared/contract/admin-retention.routes.ts';
import { getRetention, previewRetention, putRetention } from '@parley/shared/contract/retention.routes.ts';
import { AskedRule, type RetentionRule } from '@parley/shared/models/retention.ts';
import { DomainError } from '../../platform/domain-error.ts';
import type { Mount } from '../../platform/mount.ts';
import type { InstanceRetention } from './instance-retention.service.ts';
import type { Retention } from './retention.service.ts';

/** A rule out of a query: what is not named is kept. */
function asked(query: {
  readonly archiveAfterDays?: number | undefined;
  readonly deleteAfterDays?: number | undefined;
}): RetentionRule {
  const rule = { archiveAfterDays: query.archiveAfterDays ?? null, deleteAfterDays: query.deleteAfterDays ?? null };
  if (AskedRule.safeParse(rule).success) return rule;
  throw new DomainError('VALIDATION_FAILED', { details: [{ path: 'query', message: 'archives before it deletes' }] });
}

/** Hangs what people and administrators set of retention on its routes. */
export function mountRetention(
  { mount }: Pick<Mount, 'mount'>,
  retention: Retention,
  instance: InstanceRetention,
): void {
  mount(getRetention, async ({ params }, actor) => ({
    status: 200,
    body: await retention.get(actor, params.conversationId),
  }));

  mount(putRetention, async ({ params, body }, actor) => ({
    status: 200,
    body: await retention.set(actor, params.conversationId, body.rule),
  }));

  mount(previewRetention, async ({ params, query }, actor) => ({
    status: 200,
    body: await retention.preview(actor, params.conversationId, asked(query)),
  }));

  mount(adminRetention, async () => ({ status: 200, body: await instance.get() }));

  mount(setRetention, async ({ body }, actor) => ({ status: 200, body: await instance.set(actor, body.rule) }));

  mount(previewInstanceRetention, async ({ query }) => ({
    status: 200,
    body: await instance.preview(asked(query), query.after ?? null),
  }));

  mount(listRetentionEntries, async ({ query }) => ({
    status: 200,
    body: await instance.entries(query.cursor ?? null),
  }));

  mount(runRetention, async ({ body }) => {
    await instance.run(body.id);
    return { status: 202, body: { id: body.id } };
  });
}
