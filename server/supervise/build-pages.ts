import { fileURLToPath } from 'node:url'
import { build } from 'vite'

// A program of its own: the builder's memory goes with it, the supervisor stays small.
await build({ configFile: fileURLToPath(new URL('../../web/vite.config.ts', import.meta.url)), logLevel: 'warn' })
