/** As much of it as is used here: its own types are another package, for a handful of names. */
declare module 'jsdom' {
  export class JSDOM {
    constructor(html: string, options: { url: string; pretendToBeVisual: boolean });
    readonly window: Record<string, unknown>;
  }
}
