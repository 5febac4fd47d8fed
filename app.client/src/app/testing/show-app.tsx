import { configure, render } from '@testing-library/react';
import { MemoryRouter, type NavigateFunction, useNavigate } from 'react-router';
import { ChatProvider } from '../../chat/ChatContext.tsx';
import type { FakeChat } from '../../chat/testing/fake-chat.ts';
import { createAppearance } from '../../ui/appearance.ts';
import { createToasts } from '../../ui/toasts.ts';
import { createVoice } from '../../ui/voice.ts';
import { type World, WorldProvider } from '../../ui/World.tsx';
import { App } from '../App.tsx';

// What comes after the first paint is here before the first test: how long it takes to compile is no part of any story.
import '../../features/admin/AdminPage.tsx';
import '../../features/auth/RegisterPage.tsx';
import '../../features/auth/SessionExpiredDialog.tsx';
import '../../features/doctor/DoctorDialog.tsx';
import '../../features/export/ExportDialog.tsx';
import '../../features/export/MyDataDialog.tsx';
import '../../features/members/MembersPanel.tsx';
import '../../features/outbox/OutboxTray.tsx';
import '../../features/outbox/UnsentLeft.tsx';
import '../../features/people/AddPeopleDialog.tsx';
import '../../features/people/StartDialog.tsx';
import '../../features/retention/RetentionDialog.tsx';
import '../../features/search/SearchDialog.tsx';
import '../../features/settings/SettingsDialog.tsx';
import '../../features/shortcuts/ShortcutSheet.tsx';
import '../../features/shortcuts/Switcher.tsx';
import '../../features/speed/SpeedDialog.tsx';
import '../../features/speed/SpeedPanel.tsx';
import '../../features/timeline/DeleteDialog.tsx';
import '../../features/timeline/RowMenu.tsx';
import '../../features/timeline/StoryCard.tsx';
import '../../features/unread/WhyUnreadDialog.tsx';

/** A window of 900 by 700 px in which each row is 60 px high: jsdom lays nothing out. */
export function layOut(): void {
  // The whole application on a busy machine: what is awaited comes, but not always within a second.
  configure({ asyncUtilTimeout: 8_000 });
  const sizes = { offsetWidth: 900, clientWidth: 900, offsetHeight: 700, clientHeight: 700 };
  for (const [name, pixels] of Object.entries(sizes)) {
    Object.defineProperty(HTMLElement.prototype, name, {
      configurable: true,
      get: function (this: HTMLElement) {
        return this.matches('.timeline-list > li') ? 60 : pixels;
      },
    });
  }
  Object.defineProperty(HTMLElement.prototype, 'scrollHeight', {
    configurable: true,
    get: function (this: HTMLElement) {
      const room = this.querySelector<HTMLElement>('.timeline-room');
      return room ? Math.max(700, Number.parseFloat(room.style.height)) : 700;
    },
  });
  Element.prototype.scrollTo = function (this: Element, to?: number | ScrollToOptions) {
    if (typeof to !== 'object' || to.top === undefined) return;
    this.scrollTop = to.top;
    // As in a browser: told later, never in the middle of the change.
    queueMicrotask(() => void this.dispatchEvent(new Event('scroll')));
  };
  globalThis.ResizeObserver = class {
    readonly #look: ResizeObserverCallback;
    constructor(look: ResizeObserverCallback) {
      this.#look = look;
    }
    observe() {
      this.#look([], this);
    }
    unobserve() {}
    disconnect() {}
  };
  globalThis.CSS ??= { supports: () => true } as unknown as typeof CSS;
  Element.prototype.scrollIntoView = () => {};
  Element.prototype.hasPointerCapture = () => false;
}

/** What a test may ask of the world that the application was shown in. */
export interface ShownApp {
  readonly world: World;
  readonly copied: string[];
  /** How often the page was asked to load anew. */
  readonly reloads: () => number;
  readonly fetched: string[];
  /** What stood on the icon of the application, one after the other. */
  readonly badges: number[];
  /** Somebody looks away, or looks again. */
  readonly look: (at: boolean) => void;
  /** A newer version has come, and waits. */
  readonly release: () => void;
  /** The browser's Back. */
  readonly back: () => void;
}

function Way({ found }: { found: (go: NavigateFunction) => void }) {
  found(useNavigate());
  return null;
}

/** Shows the whole application at an address, on a chat in memory; `wide` is what each question about the window hears. */
export function showApp(chat: FakeChat, path: string, { wide = true } = {}): ShownApp {
  let go: NavigateFunction = () => {};
  const copied: string[] = [];
  const fetched: string[] = [];
  const badges: number[] = [];
  const listeners = new Set<() => void>();
  let looking = true;
  let reloads = 0;
  let newer = false;
  const world: World = {
    voice: createVoice(),
    toasts: createToasts(() => () => {}),
    appearance: createAppearance({
      root: document.createElement('html'),
      storage: { getItem: () => null, setItem: () => undefined },
      prefersMoreContrast: () => false,
      keptElsewhere: () => undefined,
    }),
    attention: {
      current: () => looking,
      subscribe: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    copy: async (text) => copied.push(text) > 0,
    addressOf: (to) => `https://parley.example${to}`,
    fetchFile: (path) => void fetched.push(path),
    matches: () => wide,
    windowHeight: () => 768,
    reload: () => {
      reloads += 1;
    },
    badge: (count) => void badges.push(count),
    newer: {
      isNewer: () => newer,
      subscribe: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      takeOver: () => void chat.asked.push('takeOver'),
    },
  };
  render(
    <WorldProvider world={world}>
      <ChatProvider client={chat.client}>
        <MemoryRouter initialEntries={[path]}>
          <App />
          <Way
            found={(found) => {
              go = found;
            }}
          />
        </MemoryRouter>
      </ChatProvider>
    </WorldProvider>,
  );
  const look = (at: boolean) => {
    looking = at;
    for (const listener of listeners) listener();
  };
  const release = () => {
    newer = true;
    for (const listener of listeners) listener();
  };
  const back = () => void go(-1);
  return { world, copied, fetched, badges, look, release, back, reloads: () => reloads };
}
