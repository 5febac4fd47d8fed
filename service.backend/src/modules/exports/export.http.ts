import {
  cancelExport,
  fetchExport,
  getExport,
  linkExport,
  listExports,
  startExport,
  startMyExport,
} from '@parley/shared/contract/exports.routes.ts';
import type { Mount } from '../../platform/mount.ts';
import type { Exports } from './export.service.ts';

/** Taking one's conversations with one. */
export function mountExports({ mount, mountFile }: Mount, exports: Exports): void {
  mount(startExport, async ({ body }, actor) => {
    const { answer, isNew } = await exports.start(actor, body);
    return { status: isNew ? 201 : 200, body: answer };
  });

  mount(startMyExport, async ({ body }, actor) => {
    const { answer, isNew } = await exports.startMine(actor, body.id);
    return { status: isNew ? 201 : 200, body: answer };
  });

  mount(listExports, async (_, actor) => ({ status: 200, body: { exports: await exports.list(actor) } }));

  mount(getExport, async ({ params }, actor) => ({ status: 200, body: await exports.get(actor, params.exportId) }));

  mount(cancelExport, async ({ params }, actor) => {
    await exports.cancel(actor, params.exportId);
    return { status: 204 };
  });

  mount(linkExport, async ({ params }, actor) => ({ status: 201, body: await exports.link(actor, params.exportId) }));

  mountFile(fetchExport, ({ params, query }, actor) => exports.fetch(actor, params.exportId, query.token));
}
