import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'

/** Where the station answers while the pages are worked on with `npx vite --config web/vite.config.ts`. */
const STATION = 'http://127.0.0.1:8080'

export default defineConfig({
  root: new URL('.', import.meta.url).pathname,
  plugins: [svelte({ configFile: false })],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    // The pages' policy allows fonts and scripts from the station alone, so nothing may become a data: address.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  worker: { format: 'es' },
  server: { proxy: { '/api': STATION, '/tram/': STATION, '/tin-cay/': STATION, '/vao': STATION } },
})
