/** What the screens need of the page they stand in, and nothing of the chat. */
export interface Page {
  /** Whether somebody is looking: the tab is in front and has the focus. */
  readonly attention: { current(): boolean; subscribe(listener: () => void): () => void };
  readonly copy: (text: string) => Promise<boolean>;
  readonly addressOf: (path: string) => string;
  readonly fetchFile: (path: string) => void;
  readonly matches: (query: string) => boolean;
  readonly path: () => string;
  readonly windowHeight: () => number;
  readonly reload: () => void;
  readonly badge: (count: number) => void;
  /** Keeps small choices; a browser that keeps nothing forgets them without a word. */
  readonly choices: Pick<Storage, 'getItem' | 'setItem'>;
  /** Calls back whenever another tab has kept a choice. */
  readonly keptElsewhere: (listener: () => void) => void;
  readonly root: HTMLElement;
}

const looked = ['focus', 'blur'] as const;

function attentionOf(view: Window): Page['attention'] {
  const { document } = view;
  return {
    current: () => document.visibilityState === 'visible' && document.hasFocus(),
    subscribe: (listener) => {
      for (const event of looked) view.addEventListener(event, listener);
      document.addEventListener('visibilitychange', listener);
      return () => {
        for (const event of looked) view.removeEventListener(event, listener);
        document.removeEventListener('visibilitychange', listener);
      };
    },
  };
}

// Without a secure context there is no clipboard: a selection and the old command do it too.
function copyBySelection(document: Document, text: string): boolean {
  const area = document.createElement('textarea');
  area.value = text;
  const before = document.activeElement;
  document.body.append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  if (before instanceof HTMLElement) before.focus();
  return done;
}

/** The page of this window. */
export function createPage(view: Window): Page {
  const { document, navigator } = view;
  return {
    root: document.documentElement,
    attention: attentionOf(view),
    copy: async (text) => {
      try {
        if (!navigator.clipboard) return copyBySelection(document, text);
        await navigator.clipboard.writeText(text);
        return true;
      } catch {
        return false;
      }
    },
    addressOf: (path) => new URL(path, view.location.origin).href,
    // It is sent to be kept, never shown: the page stays where it is.
    fetchFile: (path) => view.location.assign(new URL(path, view.location.origin)),
    matches: (query) => view.matchMedia(query).matches,
    path: () => view.location.pathname,
    windowHeight: () => view.innerHeight,
    reload: () => view.location.reload(),
    badge: (count) => {
      if (!('setAppBadge' in navigator)) return;
      // A page that is not installed has no icon to put it on.
      (count > 0 ? navigator.setAppBadge(count) : navigator.clearAppBadge()).catch(() => {});
    },
    choices: choicesOf(view),
    keptElsewhere: (listener) => view.addEventListener('storage', listener),
  };
}

function choicesOf(view: Window): Page['choices'] {
  try {
    return view.localStorage;
  } catch {
    return { getItem: () => null, setItem: () => {} };
  }
}
