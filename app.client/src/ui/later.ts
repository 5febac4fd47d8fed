import { type ComponentType, createElement, type FunctionComponent, useEffect, useReducer } from 'react';

/** A component whose code comes after the first paint. Until it is here, what stands for it is shown, or nothing. */
export type Later<P> = FunctionComponent<P> & { load(): Promise<void> };

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
export type File<N extends string, P> = () => Promise<{ readonly [name in N]: ComponentType<P> }>;

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
