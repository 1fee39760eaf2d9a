/**
 * Everything that can go wrong with sound, as a code a program can act on. The words for people are the server's.
 *
 * - `empty-file` the file has no bytes
 * - `not-audio` no container or codec of the accepted list was recognised
 * - `no-audio-stream` a media file without a sound track
 * - `truncated` the file ends before its sound could be read at all
 * - `too-short` less sound than can be measured (400 ms, one gating block of ITU-R BS.1770)
 * - `odd-format` a sampling rate or a number of channels that no recorder writes
 * - `silent` nothing above −70 LUFS, the absolute gate of ITU-R BS.1770
 * - `too-long` more sound than is taken in (`longestSoundMs`); `details.limitMs`
 * - `decode-timeout` the time limit of a decode ran out
 * - `decode-memory` decoding wanted more memory than untrusted bytes get
 * - `decode-crashed` FFmpeg itself crashed on the file; `details.signal`
 * - `decode-failed` FFmpeg refused the file or gave up on it
 * - `ffmpeg-missing` no usable FFmpeg on this machine
 * - `ffmpeg-lacks` the FFmpeg in use misses a needed filter or codec
 * - `target-missed` a render measured outside its bars; `details.figures` says by how much
 * - `bad-recipe` a rundown or recipe that cannot be rendered: no parts, a hash that is none, a target out of range
 * - `input-missing` a file that the recipe names is not there
 * - `input-changed` a file is not the one its recipe names (hash differs)
 * - `empty-edit` an edit without a piece, or with one that has no length
 * - `piece-outside` an edit names a place that its source does not have
 * - `cancelled` the caller's signal
 * - `disk-full` no room left where the output was to go
 */
export type AudioErrorCode =
  | 'empty-file'
  | 'not-audio'
  | 'no-audio-stream'
  | 'truncated'
  | 'too-short'
  | 'too-long'
  | 'odd-format'
  | 'silent'
  | 'decode-timeout'
  | 'decode-memory'
  | 'decode-crashed'
  | 'decode-failed'
  | 'ffmpeg-missing'
  | 'ffmpeg-lacks'
  | 'target-missed'
  | 'bad-recipe'
  | 'input-missing'
  | 'input-changed'
  | 'empty-edit'
  | 'piece-outside'
  | 'cancelled'
  | 'disk-full'

/** A failure of the sound rooms. `details` is plain data for the log and for the message table. */
export class AudioError extends Error {
  readonly code: AudioErrorCode
  readonly details: Record<string, unknown>

  constructor(code: AudioErrorCode, details: Record<string, unknown> = {}, options?: ErrorOptions) {
    super(`${code}: ${JSON.stringify(details)}`, options)
    this.name = 'AudioError'
    this.code = code
    this.details = details
  }
}

/** Whether a failure comes of a full disk. What a consumer of chunks threw is the cause of what the run of FFmpeg rejected with. */
export function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return ('code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')) || isDiskFull(error.cause)
}
