import type { RouteInput, RouteOutput, RouteSpec } from '@parley/shared/contract/route.ts';
import { type Call, partsOf, type RequestParts } from '../calls/call.ts';

/** What reached the end of a chain. */
export interface Made extends RequestParts {
  readonly name: string;
}

/** The end of a chain as a test tells it: gets each request, gives or throws the answer. */
export function scriptedCall(answer: (made: Made) => unknown): { call: Call; made: Made[] } {
  const made: Made[] = [];
  const call: Call = async <R extends RouteSpec>(route: R, input: RouteInput<R>) => {
    const one = { name: route.name, ...partsOf(input) };
    made.push(one);
    return (await answer(one)) as RouteOutput<R>;
  };
  return { call, made };
}
