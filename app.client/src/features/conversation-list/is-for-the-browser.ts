import type { MouseEvent } from 'react';

/** A press on a link that asks for a tab or a window of its own: the browser's business, not the app's. */
export const isForTheBrowser = ({ button, metaKey, ctrlKey, shiftKey, altKey }: MouseEvent): boolean =>
  button !== 0 || metaKey || ctrlKey || shiftKey || altKey;
