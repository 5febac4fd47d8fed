import type { ConversationAnswer, MessageAnswer, MessagePage, SendAnswer } from '@parley/shared/contract/answers.ts';
import type { listConversations } from '@parley/shared/contract/conversations.routes.ts';
import type { ServerEvent } from '@parley/shared/contract/events.ts';
import type { putReceipt } from '@parley/shared/contract/receipts.routes.ts';
import type { RouteInput, RouteOutput } from '@parley/shared/contract/route.ts';
import type { HeadsAnswer, HeadsQuestion, sync } from '@parley/shared/contract/sync.routes.ts';
import type { putUnreadMark } from '@parley/shared/contract/unread.routes.ts';
import type { ChangesAnswer } from '../timeline/changes.ts';
import type { PageQuery } from './reading.ts';

/** What a device asks the server. */
export type Ask =
  | { readonly kind: 'sync'; readonly body: RouteInput<typeof sync>['body'] }
  | { readonly kind: 'heads'; readonly body: HeadsQuestion }
  | { readonly kind: 'list' }
  | { readonly kind: 'details'; readonly c: string }
  | { readonly kind: 'changes'; readonly c: string; readonly epoch: string; readonly afterSeq: number }
  | { readonly kind: 'page'; readonly c: string; readonly ticket: number; readonly query: PageQuery }
  | { readonly kind: 'receipt'; readonly c: string; readonly epoch: string; readonly readSeq: number }
  | { readonly kind: 'mark'; readonly c: string; readonly seq: number | null }
  | { readonly kind: 'send'; readonly c: string; readonly id: string; readonly content: string };

/** What the server answers. */
export type Answer =
  | { readonly kind: 'sync'; readonly body: RouteOutput<typeof sync> }
  | { readonly kind: 'heads'; readonly body: HeadsAnswer | null }
  | { readonly kind: 'list'; readonly body: RouteOutput<typeof listConversations> }
  | { readonly kind: 'details'; readonly c: string; readonly body: ConversationAnswer }
  | { readonly kind: 'changes'; readonly c: string; readonly body: ChangesAnswer }
  | { readonly kind: 'page'; readonly c: string; readonly ticket: number; readonly body: MessagePage }
  | { readonly kind: 'receipt'; readonly c: string; readonly body: RouteOutput<typeof putReceipt> }
  | { readonly kind: 'mine'; readonly c: string; readonly body: RouteOutput<typeof putUnreadMark> }
  | { readonly kind: 'sent'; readonly c: string; readonly id: string; readonly body: SendAnswer }
  | { readonly kind: 'changed'; readonly c: string; readonly body: MessageAnswer }
  | { readonly kind: 'notFound'; readonly c: string; readonly id: string | null }
  | { readonly kind: 'epochChanged' };

/** What the server says unasked. */
export type Push =
  | { readonly name: 'event'; readonly payload: ServerEvent<'event'> }
  | { readonly name: 'inbox'; readonly payload: ServerEvent<'inbox'> }
  | { readonly name: 'receipt'; readonly payload: ServerEvent<'receipt'> }
  | { readonly name: 'membership.ended'; readonly payload: ServerEvent<'membership.ended'> };

/** A request on its way; `life` names what the device knew itself to be when it asked. */
export interface Request {
  readonly to: 'server';
  readonly device: string;
  readonly userId: string;
  readonly life: number;
  readonly ask: Ask;
}

/** Whatever is on its way: the network is a bag of these, which may lose, double and reorder them. */
export type Parcel =
  | Request
  | { readonly to: 'device'; readonly device: string; readonly life: number; readonly answer: Answer }
  | { readonly to: 'socket'; readonly device: string; readonly push: Push };
