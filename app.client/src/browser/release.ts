/** The hash that the build gave its own script names what runs; from source there is none. */
export function builtRelease(document: Document): string {
  const address = document.querySelector<HTMLScriptElement>('script[type="module"][src*="/assets/"]')?.src ?? '';
  return /\/assets\/([\w.-]{1,50})\.js$/.exec(address)?.[1] ?? 'source';
}
