import { build } from 'vite'

// `node build-pages.ts <vite.config.ts>`: a program of its own, so that the builder's memory goes with it.
const [, , configFile] = process.argv
if (configFile === undefined) process.exit(2)
await build({ configFile, logLevel: 'error' })
