import { open } from 'node:fs/promises'
import { setPriority } from 'node:os'
import { end, record } from '../on-air/run.ts'
import { type SoundServer, wallAnchor } from '../on-air/sound-server.ts'

const NEAR_MS = 11_000
const RECORDER_NICE = -15

/** Captures a sink's monitor into a file of 16-bit stereo; tells at which instant (UTC ms) a frame was heard. */
export async function captureToFile(sound: SoundServer, sink: string, path: string) {
  const file = await open(path, 'w')
  const readings: { at: number; zero: number }[] = []
  const onError = (text: string) => {
    const at = performance.now()
    for (const [, seconds] of text.matchAll(/Time: ([\d.]+) sec/g))
      readings.push({ at, zero: at - Number(seconds) * 1000 })
  }
  const args = [
    '-v',
    '-d',
    `${sink}.monitor`,
    '--raw',
    '--format=s16le',
    '--rate=48000',
    '--channels=2',
    '--latency-msec=50',
  ]
  let writing: Promise<unknown> = Promise.resolve()
  const onOutput = (block: Buffer) => {
    writing = writing.then(() => file.appendFile(block))
  }
  // Its clock is the meter's: starved beside other programs it was off by 36 ms.
  const recorder = record('parec', args, { ...process.env, ...sound.env }, onOutput, onError)
  if (recorder.pid !== undefined) setPriority(recorder.pid, RECORDER_NICE)
  return {
    async stop() {
      await end(recorder, 'SIGTERM')
      await writing
      await file.close()
      const anchor = wallAnchor()
      /** The instant of frame 0 by the readings around an instant: what the recorder lost earlier has moved it. */
      return (nearMs: number) => {
        const near = readings
          .filter(({ at }) => Math.abs(at + anchor - nearMs) < NEAR_MS)
          .map(({ zero }) => zero)
          .toSorted((a, b) => a - b)
        return (near[near.length >> 1] ?? Number.NaN) + anchor
      }
    },
  }
}
