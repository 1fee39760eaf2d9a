import { fileURLToPath } from 'node:url'
import { systemClock } from '../../../schedules/index.ts'
import { stopOnSignals, superviseStation } from '../../../server/supervise/index.ts'

// The real supervisor and the real on-air process, with a web process of a few lines.
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const clock = systemClock()
const station = superviseStation({
  dataDir: process.argv[2] ?? '',
  clock,
  onAirProgram: here('../../../server/on-air.ts'),
  webProgram: here('./web.ts'),
  buildProgram: undefined,
})
stopOnSignals(station, clock.monotonicMs)
