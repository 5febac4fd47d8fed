import { listAdvances, putReceipt } from '@parley/shared/contract/receipts.routes.ts';
import type { Mount } from '../../platform/mount.ts';
import type { ReceiptService } from './receipt.service.ts';

/** Hangs receipts on their route. */
export function mountReceipts({ mount }: Pick<Mount, 'mount'>, receipts: ReceiptService): void {
  mount(putReceipt, async ({ params, body }, actor) => ({
    status: 200,
    body: await receipts.put(actor, { ...params, ...body }),
  }));

  mount(listAdvances, async ({ params }, actor) => ({ status: 200, body: await receipts.advances(actor, params) }));
}
