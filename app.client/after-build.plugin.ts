import type { Plugin, ResolvedConfig } from 'vite';

/** A step after the build, with the files where they lie: one such step ends before the next begins. */
export function afterBuild(name: string, step: (config: ResolvedConfig) => Promise<void>): Plugin {
  let config: ResolvedConfig;
  return {
    name,
    apply: 'build',
    configResolved(resolved) {
      config = resolved;
    },
    closeBundle: { sequential: true, handler: () => step(config) },
  };
}
