import { useEffect, useRef } from 'react';
import { isComposing, letterOnKey } from '../../ui/keys.ts';
import { useWorld } from '../../ui/World.tsx';

/** What the keyboard can ask for anywhere. */
export interface ShortcutDoings {
  readonly openSwitcher: () => void;
  readonly openSheet: () => void;
  /** `here`: in the conversation that is open. */
  readonly openSearch: (here: boolean) => void;
  /** To the conversation above (-1) or below (1); `unread` passes over what is read. */
  readonly step: (by: 1 | -1, unread: boolean) => void;
  readonly toggleDetails: () => void;
  /** Closes the top-most thing that is no dialog. False when there is none. */
  readonly escape: () => boolean;
}

const inText = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable="true"]') !== null;

const inDialog = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('[role="dialog"], [role="menu"]') !== null;

/** Listens to the whole page. A key that is a sign alone does nothing where somebody writes, or has turned it off (WCAG 2.1.4). */
export function useShortcuts(doings: ShortcutDoings): void {
  const { appearance } = useWorld();
  const now = useRef(doings);
  now.current = doings;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isComposing(event)) return;
      const command = (event.ctrlKey || event.metaKey) && !event.altKey;
      if (event.key === 'Escape' && !inDialog(event.target) && now.current.escape()) return event.preventDefault();
      const doing =
        doingOf(event, command, now.current) ??
        (appearance.current().keys ? null : signOf(event, command, now.current));
      if (!doing) return;
      event.preventDefault();
      doing();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [appearance]);
}

/** Its code comes when it is first asked for; where it does not come, the focus stays. */
function toRegion(by: 1 | -1): void {
  import('../../ui/regions.ts').then(({ stepRegion }) => stepRegion(by)).catch(() => {});
}

function doingOf(event: KeyboardEvent, command: boolean, doings: ShortcutDoings): (() => void) | null {
  if (command && !event.shiftKey && letterOnKey(event) === 'k') return doings.openSwitcher;
  if (command && event.key === '/') return doings.openSheet;
  if (inDialog(event.target)) return null;
  if (command && event.shiftKey && letterOnKey(event) === 'f') return () => doings.openSearch(true);
  if (command && event.key === '.') return doings.toggleDetails;
  if (event.key === 'F6' && event.ctrlKey && !event.altKey) return () => toRegion(event.shiftKey ? -1 : 1);
  if (event.altKey && !command && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
    return () => doings.step(event.key === 'ArrowUp' ? -1 : 1, event.shiftKey);
  }
  return null;
}

function signOf(event: KeyboardEvent, command: boolean, doings: ShortcutDoings): (() => void) | null {
  if (command || event.altKey || inText(event.target) || inDialog(event.target)) return null;
  if (event.key === '/') return () => doings.openSearch(false);
  return event.key === '?' ? doings.openSheet : null;
}
