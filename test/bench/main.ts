/**
 * `npm run bench -- NAME [options]`: measurements that are no tests. Each lives in a file of its own beside this one and
 * exports `run(options)`.
 */
const BENCHES: Record<string, () => Promise<{ run: (options: string[]) => Promise<void> }>> = {
  busy: () => import('./busy.ts'),
  chaos: () => import('./chaos.ts'),
  downloads: () => import('./downloads.ts'),
  incremental: () => import('./incremental.ts'),
  long: () => import('./long.ts'),
  loudness: () => import('./loudness.ts'),
  proof: () => import('./proof.ts'),
  render: () => import('./render.ts'),
  report: () => import('./report.ts'),
  search: () => import('./search.ts'),
  soak: () => import('./soak.ts'),
  start: () => import('./start.ts'),
  studio: () => import('./studio.ts'),
  years: () => import('./years.ts'),
}

const [name = '', ...options] = process.argv.slice(2)
const load = BENCHES[name]
if (load === undefined) {
  process.stderr.write(`Cách chạy: npm run bench -- TÊN\nCác phép đo: ${Object.keys(BENCHES).join(', ')}\n`)
  process.exit(2)
}
const { run } = await load()
await run(options)
