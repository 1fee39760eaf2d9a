import type { Ffmpeg } from '../../audio/index.ts'

const ORIGINS: Record<Ffmpeg['origin'], string> = {
  configured: 'theo thiết lập FFMPEG_PATH',
  path: 'có sẵn trên máy',
  bundled: 'bản kèm theo Lên Sóng',
}

const KINDS: Record<string, string> = {
  filter: 'bộ lọc',
  encoder: 'bộ mã hoá',
  decoder: 'bộ giải mã',
  demuxer: 'bộ đọc tệp',
  muxer: 'bộ ghi tệp',
}

/** Which FFmpeg is used, and what it lacks, in a sentence. */
export function ffmpegSentence({ version, origin, lacks }: Ffmpeg): string {
  const which = `FFmpeg ${version}, ${ORIGINS[origin]}`
  if (lacks.length === 0) return `${which}; đủ mọi chức năng cần dùng.`
  return `${which}; thiếu ${lackWords(lacks)}, nên một số tệp không đọc hoặc không dựng được.`
}

/** What is lacking, by kind: `filter:ebur128` → “bộ lọc ebur128”. */
export function lackWords(lacks: readonly string[]): string {
  const byKind = Map.groupBy(lacks, (lack) => lack.split(':')[0] ?? '')
  return [...byKind]
    .map(([kind, these]) => `${KINDS[kind] ?? kind} ${these.map((lack) => lack.slice(kind.length + 1)).join(', ')}`)
    .join('; ')
}
