import { describe, expect, it } from 'vitest'
import { ffmpegSentence } from '../../server/station/ffmpeg-words.ts'

const ffmpeg = { path: '/usr/bin/ffmpeg', version: '5.1.9-0+deb12u1' }

describe('the FFmpeg in use', () => {
  it('is named with where it comes from', () => {
    expect(ffmpegSentence({ ...ffmpeg, origin: 'path', lacks: [] })).toBe(
      'FFmpeg 5.1.9-0+deb12u1, có sẵn trên máy; đủ mọi chức năng cần dùng.',
    )
  })

  it('is told with what it lacks, by kind', () => {
    const lacks = ['filter:ebur128', 'filter:alimiter', 'encoder:libmp3lame']
    expect(ffmpegSentence({ ...ffmpeg, origin: 'configured', lacks })).toContain(
      'thiếu bộ lọc ebur128, alimiter; bộ mã hoá libmp3lame',
    )
  })
})
