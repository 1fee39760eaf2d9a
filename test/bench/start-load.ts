import { availableParallelism } from 'node:os'
import { DEMO_SCRIPT, readPath } from '../../server/demo/content/index.ts'
import { ffmpegOfTests } from '../builders.ts'
import { end } from '../on-air/run.ts'
import { startOrdinary } from './start-ways.ts'

/**
 * Renders that never end, as many as there are processors: each in a session of its own and at ordinary priority, which is
 * more of a load than the station's own, for these stand back. That they lasted is looked at in the end.
 */
export async function keepRendering(): Promise<{ renders: number; stop: () => Promise<void> }> {
  const ffmpeg = await ffmpegOfTests()
  const [read] = DEMO_SCRIPT
  if (read === undefined) throw new Error('the demo has no reads')
  const renders = Array.from({ length: availableParallelism() }, () =>
    startOrdinary(
      ffmpeg.path,
      [
        ...['-nostdin', '-loglevel', 'quiet', '-stream_loop', '-1', '-i', readPath(read)],
        ...['-af', RENDERED, '-f', 's16le', '-y', '/dev/null'],
      ],
      process.env,
    ),
  )
  // A measurement that falls over must not leave them to the next one.
  const endAll = () => {
    for (const render of renders) render.kill('SIGKILL')
  }
  process.once('exit', endAll)
  return {
    renders: renders.length,
    async stop() {
      const ended = renders.filter(({ exitCode, signalCode }) => exitCode !== null || signalCode !== null)
      await Promise.all(renders.map((render) => end(render, 'SIGKILL')))
      process.off('exit', endAll)
      if (ended.length > 0) throw new Error(`${ended.length} of the renders that were the load had ended by themselves`)
    },
  }
}

/** One layout first: of mono, loudnorm leaves open which, and FFmpeg gives up. */
const RENDERED = 'aformat=channel_layouts=stereo,loudnorm=I=-23:TP=-1:LRA=11,alimiter=limit=0.89,aresample=48000'
