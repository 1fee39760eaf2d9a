/** The accepted kinds of file: the name of the container, FFmpeg's demuxer for it, and the name endings it is known by. */
const kinds: readonly { container: string; demuxers: readonly string[]; extensions: readonly string[] }[] = [
  { container: 'WAV', demuxers: ['wav', 'w64'], extensions: ['wav', 'wave', 'bwf', 'w64'] },
  { container: 'AIFF', demuxers: ['aiff'], extensions: ['aif', 'aiff', 'aifc'] },
  { container: 'MP3', demuxers: ['mp3'], extensions: ['mp3', 'mpga'] },
  { container: 'MP4', demuxers: ['mov'], extensions: ['m4a', 'mp4', 'm4b', 'mov', '3gp', '3gpp', '3g2', 'm4v', 'aac'] },
  { container: 'AAC', demuxers: ['aac'], extensions: ['aac', 'adts'] },
  { container: 'FLAC', demuxers: ['flac'], extensions: ['flac'] },
  { container: 'Ogg', demuxers: ['ogg'], extensions: ['ogg', 'oga', 'opus', 'spx', 'ogv'] },
  { container: 'ASF', demuxers: ['asf'], extensions: ['wma', 'asf', 'wmv'] },
  { container: 'AMR', demuxers: ['amr', 'amrnb', 'amrwb'], extensions: ['amr', 'awb'] },
  { container: 'Matroska', demuxers: ['matroska'], extensions: ['webm', 'mkv', 'mka', 'weba'] },
  { container: 'CAF', demuxers: ['caf'], extensions: ['caf'] },
]

/** The container's usual name for one of FFmpeg's demuxers; undefined for one we do not accept. */
export function containerOf(demuxer: string): string | undefined {
  const names = demuxer.split(',')
  return kinds.find((kind) => kind.demuxers.some((name) => names.includes(name)))?.container
}

/**
 * Whether a file's name fits its content. A name without an ending, as stored files have, fits everything; an ending that
 * we do not know fits nothing.
 */
export function nameFits(fileName: string, demuxer: string): boolean {
  const extension = /\.([^./\\]+)$/.exec(fileName)?.[1]?.toLowerCase()
  if (extension === undefined) return true
  const names = demuxer.split(',')
  return kinds.some((kind) => kind.extensions.includes(extension) && kind.demuxers.some((name) => names.includes(name)))
}

/** The endings offered in a file chooser, without dots. */
export const acceptedExtensions: readonly string[] = [
  'wav',
  'mp3',
  'm4a',
  'aac',
  'flac',
  'ogg',
  'opus',
  'wma',
  'amr',
  'mp4',
  'webm',
]
