import { availableParallelism } from 'node:os'
import { DEMO_SCRIPT, readPath } from '../../server/demo/content/index.ts'
import { ffmpegOfTests } from '../builders.ts'
import { end } from '../on-air/run.ts'
import { startOrdinary } from './start-ways.ts'

/** Renders that never end, as many as there are processors: each in a session of its own at normal priority, as the station's are. */
export async function keepRendering(): Promise<{ renders: number; stop: () => Promise<void> }> {
  const ffmpeg = await ffmpegOfTests()
  const [read] = DEMO_SCRIPT
  if (read === undefined) throw new Error('the demo has no reads')
  const renders = Array.from({ length: availableParallelism() }, () =>
    startOrdinary(
      ffmpeg.path,
      [
        ...['-nostdin', '-loglevel', 'quiet', '-stream_loop', '-1', '-i', readPath(read)],
        ...['-af', 'loudnorm=I=-23:TP=-1:LRA=11,alimiter=limit=0.89,aresample=48000', '-f', 'wav', '-y', '/dev/null'],
      ],
      process.env,
    ),
  )
  return {
    renders: renders.length,
    async stop() {
      await Promise.all(renders.map((render) => end(render, 'SIGKILL')))
    },
  }
}
