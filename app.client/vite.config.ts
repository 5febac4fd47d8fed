import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { fontPreload } from './font-preload.plugin.ts';
import { packedFiles } from './packed-files.plugin.ts';
import { serviceWorker } from './service-worker.plugin.ts';

const api = process.env.PARLEY_API ?? 'http://127.0.0.1:5000';

/** Browsers that know `light-dark()`: the tokens are written with it, and it must not be rewritten. */
const browsers = ['chrome123', 'edge123', 'firefox128', 'safari17.5'];

export default defineConfig({
  // The worker keeps files as they are: what is packed comes after its list.
  plugins: [react(), fontPreload(), serviceWorker(), packedFiles()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: browsers,
    cssTarget: browsers,
    sourcemap: 'hidden',
    // A `data:` address would need a hole in the content policy.
    assetsInlineLimit: 0,
    modulePreload: {
      polyfill: false,
      // What lies over the page is fetched when nobody waits for it: a list of what each of it imports would cost the first page
      // more than the second round trip costs there. Styles are always asked for beside.
      resolveDependencies: (_, deps, { hostType }) => (hostType === 'html' ? deps : []),
    },
  },
  server: {
    host: '127.0.0.1',
    proxy: {
      '/api': { target: api },
      '/health': { target: api },
      '/socket.io': { target: api, ws: true },
    },
  },
});
