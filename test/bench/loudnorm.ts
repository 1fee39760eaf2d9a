import { end, start } from '../on-air/run.ts'

/** A decode of all paths, one after another, as house format, to the filters given. */
function graphOf(paths: readonly string[], filters: string): string {
  const each = paths.map((_, i) => `[${i}:a]aresample=48000,aformat=sample_fmts=fltp:channel_layouts=stereo[p${i}]`)
  return `${each.join(';')};${paths.map((_, i) => `[p${i}]`).join('')}concat=n=${paths.length}:v=0:a=1,${filters}[out]`
}

/**
 * What a careful person types: everything joined, loudnorm measured, loudnorm applied (`linear=true`), MP3 at 128 kbit/s.
 * Rejects with FFmpeg's last words.
 */
export async function twoPassLoudnorm(
  ffmpegPath: string,
  paths: readonly string[],
  targetLufs: number,
  out: string,
): Promise<void> {
  const inputs = paths.flatMap((path) => ['-i', path])
  const aim = `loudnorm=I=${targetLufs}:TP=-1:LRA=11`
  const looking = ['-filter_complex', graphOf(paths, `${aim}:print_format=json`), '-map', '[out]', '-f', 'null', '-']
  const told = await ffmpeg(ffmpegPath, [...inputs, ...looking])
  const found = JSON.parse(told.slice(told.lastIndexOf('{'), told.lastIndexOf('}') + 1)) as Record<string, string>
  const measured = `measured_I=${found.input_i}:measured_TP=${found.input_tp}:measured_LRA=${found.input_lra}:measured_thresh=${found.input_thresh}:offset=${found.target_offset}:linear=true`
  const applying = ['-filter_complex', graphOf(paths, `${aim}:${measured},aresample=48000`), '-map', '[out]']
  await ffmpeg(ffmpegPath, [...inputs, ...applying, '-b:a', '128k', '-y', out])
}

async function ffmpeg(path: string, args: string[]): Promise<string> {
  const child = start(path, ['-hide_banner', '-nostdin', '-nostats', ...args], { stdio: ['ignore', 'ignore', 'pipe'] })
  let text = ''
  child.stderr?.on('data', (part: Buffer) => {
    text += part
  })
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  await end(child, 'SIGKILL')
  if (code !== 0) throw new Error(text.slice(-300))
  return text
}
