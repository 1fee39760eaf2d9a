/** What FFmpeg's log says of the input it opened. All of it is for people and warnings; lengths are counted, never read here. */
export interface StreamInfo {
  /** FFmpeg's demuxer, e.g. `mov,mp4,m4a,3gp,3g2,mj2`. */
  demuxer?: string
  codec?: string
  sampleRateHz?: number
  channels?: number
  hasVideo: boolean
  /** The length the header promises, where the container has such a promise and FFmpeg did not estimate it. */
  promisedDurationMs?: number
  /** What the demuxer and the decoder complained of. */
  errors: string[]
}

/** Containers whose header states a length. In the others FFmpeg derives one from the size or the last page. */
const promising = new Set(['wav', 'w64', 'aiff', 'mov', 'flac', 'matroska', 'caf', 'mp3'])

/** Reads a log of FFmpeg (levels shown, `info` or more). Pure. */
export function readStreamInfo(log: string): StreamInfo {
  const info: StreamInfo = { hasVideo: false, errors: [] }
  const lines = log.split('\n')
  const outputAt = lines.findIndex((line) => /\[info\] Output #0/.test(line))
  const header = outputAt < 0 ? lines : lines.slice(0, outputAt)
  for (const line of header) {
    const input = /\[info\] Input #0, (.+?), from /.exec(line)
    if (input !== null) info.demuxer = input[1]
    if (/Stream #0:\d+.*?: Video: /.test(line) && !isPicture(line)) info.hasVideo = true
    const audio = /Stream #0:\d+.*?: Audio: (\w+)(.*)$/.exec(line)
    if (audio !== null && info.codec === undefined) {
      info.codec = audio[1]
      const parts = (audio[2] ?? '').split(', ')
      const rate = parts.map((part) => /^(\d+) Hz$/.exec(part)?.[1]).find((found) => found !== undefined)
      info.sampleRateHz = rate === undefined ? undefined : Number(rate)
      info.channels = parts.map(channelCount).find((found) => found !== undefined)
    }
  }
  info.promisedDurationMs = promise(header, info.demuxer)
  info.errors = lines.filter((line) => /\[(error|fatal)\]/.test(line)).map((line) => line.trim())
  return info
}

/** A cover picture is a video stream to FFmpeg; older ones do not name it, but its clock of 90 kHz gives it away. */
function isPicture(line: string): boolean {
  return /attached pic|, 90k tbr,/.test(line)
}

function channelCount(part: string): number | undefined {
  if (part === 'mono') return 1
  if (part === 'stereo') return 2
  const counted = /^(\d+) channels/.exec(part)?.[1]
  if (counted !== undefined) return Number(counted)
  const surround = /^(\d)\.(\d)(\(|$)/.exec(part)
  return surround === null ? undefined : Number(surround[1]) + Number(surround[2])
}

function promise(header: readonly string[], demuxer: string | undefined): number | undefined {
  if (demuxer === undefined || !demuxer.split(',').some((name) => promising.has(name))) return undefined
  if (header.some((line) => line.includes('Estimating duration from bitrate'))) return undefined
  for (const line of header) {
    const found = /Duration: (\d+):(\d\d):(\d\d\.\d+)/.exec(line)
    if (found !== null) return Math.round((Number(found[1]) * 3600 + Number(found[2]) * 60 + Number(found[3])) * 1000)
  }
  return undefined
}
