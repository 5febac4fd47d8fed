import type { ChatState } from '../chat-client/state.ts';
import type { Store } from '../chat-client/store.ts';

/** So long something to see is waited for, and after it leisure. */
const LATEST_MS = 3_000;

/** There is something to see: the way in, or what is known of somebody's conversations. */
const hasShown = ({ session, list }: ChatState): boolean =>
  session === 'signedOut' || (session !== 'unknown' && list.status !== 'loading');

/** Runs it once when the first screen is drawn and the page has nothing to do: a page that waits for its disk has not. */
export function whenShown(shown: Store<ChatState>, view: Window & typeof globalThis, run: () => void): void {
  let isDue = false;
  function due(): void {
    if (isDue) return;
    isDue = true;
    leave();
    view.clearTimeout(timer);
    // Not every browser says when it has nothing to do.
    const whenIdle: typeof view.requestIdleCallback | undefined = view.requestIdleCallback;
    if (whenIdle) whenIdle.call(view, run, { timeout: LATEST_MS });
    else view.setTimeout(run, LATEST_MS);
  }
  const look = () => {
    if (hasShown(shown.get())) due();
  };
  const leave = shown.subscribe(look);
  const timer = view.setTimeout(due, LATEST_MS);
  look();
}
