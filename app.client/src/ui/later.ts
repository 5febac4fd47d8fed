import {
  type ComponentType,
  createElement,
  type FunctionComponent,
  useEffect,
  useReducer,
  useRef,
  useState,
} from 'react';
import { behind, giveFocus, placesAround } from './focus-places.ts';
import { Spinner } from './Spinner.tsx';
import './dialog.css';

/** A component whose code comes after the first paint. Until it is here, what stands for it is shown, or nothing. */
export type Later<P> = FunctionComponent<P> & { load(): Promise<void> };

interface Over {
  open?: boolean;
  onClose: () => void;
}

interface Source<P> {
  readonly meanwhile: ComponentType<P> | null;
  load(): Promise<void>;
  come(): ComponentType<P> | null;
}

/** So long after it did not come it is asked for again. */
const AGAIN_MS = 2_000;

/** What did not come is asked for again a moment later, or when it is next rendered. */
function WhenCome<P extends object>({ source, given }: { source: Source<P>; given: P }) {
  const here = source.come();
  const [, again] = useReducer((times: number) => times + 1, 0);
  useEffect(() => {
    if (here) return;
    // It may have come since this was rendered, for somebody else.
    if (source.come()) return again();
    let left = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    void source.load().then(() => {
      if (left) return;
      if (source.come()) again();
      else timer = setTimeout(again, AGAIN_MS);
    });
    return () => {
      left = true;
      clearTimeout(timer);
    };
  });
  const component = here ?? source.meanwhile;
  return component && createElement(component, given);
}

/** A file that exports a component by this name: said so, each of many costs the first page next to nothing. */
type File<N extends string, P> = () => Promise<{ readonly [name in N]: ComponentType<P> }>;

/** Fetches it when it is first wanted, or before; `meanwhile` stands for it until then. */
export function later<N extends string, P extends object>(
  name: N,
  fetch: File<N, P>,
  meanwhile: ComponentType<P> | null = null,
): Later<P> {
  let component: ComponentType<P> | null = null;
  let coming: Promise<void> | null = null;
  const source: Source<P> = {
    meanwhile,
    come: () => component,
    load() {
      coming ??= fetch().then(
        ({ [name]: here }) => {
          component = here;
        },
        () => {
          coming = null;
        },
      );
      return coming;
    },
  };
  const shown = (given: P) => createElement(WhenCome<P>, { source, given });
  return Object.assign(shown, { load: source.load });
}

/**
 * Stands for what lies over a page from the press that opens it: what is typed by then is meant for that, and not for what had
 * the focus. Whoever leaves it with a key or a press is not surprised by it later.
 */
function Coming({ onClose }: Over) {
  const own = useRef<HTMLDivElement>(null);
  // Noted before it is drawn: the buttons of a row go with its focus.
  const [places] = useState(() => placesAround(document.activeElement));
  useEffect(() => {
    if (own.current) behind.set(own.current, places);
    own.current?.focus();
    return () => giveFocus(places);
  }, [places]);
  return createElement(
    'div',
    {
      ref: own,
      className: 'ui-coming',
      role: 'dialog',
      'aria-label': 'Coming',
      tabIndex: -1,
      onPointerDown: onClose,
      onKeyDown: ({ key }: KeyboardEvent) => /Tab|Escape/u.test(key) && onClose(),
    },
    createElement(Spinner),
  );
}

function OnceOpen<P extends object>({
  over,
  isOpen,
  given,
}: {
  over: Later<P>;
  isOpen: boolean | undefined;
  given: P;
}) {
  const wasOpen = useRef<boolean | undefined>(false);
  wasOpen.current ||= isOpen;
  return wasOpen.current && createElement(over, given);
}

/** The same for what lies over a page: while it was never open it is neither fetched by being there nor drawn. */
export function laterOver<N extends string, P extends Over>(
  name: N,
  fetch: File<N, P>,
  isOpen: (given: NoInfer<P>) => boolean | undefined = ({ open }) => open,
): Later<P> {
  const over = later(name, fetch, (given: P) => isOpen(given) && createElement(Coming, given));
  const shown = (given: P) => createElement(OnceOpen<P>, { over, isOpen: isOpen(given), given });
  return Object.assign(shown, { load: over.load });
}
