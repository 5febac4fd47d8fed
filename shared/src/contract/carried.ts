import { deleteMessage, editMessage, sendMessage } from './messages.routes.ts';
import { putReceipt } from './receipts.routes.ts';
import type { RouteSpec } from './route.ts';
import { sync } from './sync.routes.ts';

/**
 * The routes that a socket takes first of all, where there is one: who has been let in need not knock again to compare, nor
 * to say once a second how far he has read. Asked twice they do what they do once, so HTTP may follow.
 */
export const swift = [sync, putReceipt] as const satisfies readonly RouteSpec[];

/** The routes that a socket takes at all: the same request, through the same mount. Other writes go that way when HTTP does not get through. */
export const carried = [sendMessage, editMessage, deleteMessage, ...swift] as const satisfies readonly RouteSpec[];
