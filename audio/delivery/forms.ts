/** What is encoded: the programme in stereo, or in mono for clusters of loudspeakers. */
export type Mp3Form = 'mp3' | 'mono'

export interface Mp3Shape {
  fileName: string
  kbitPerS: number
  channels: 1 | 2
  /** At 48 kHz every frame of a constant bit rate is as long as every other. */
  frameBytes: number
  /** Header bytes of MPEG-1 layer III at this rate, without CRC. */
  header: readonly [number, number, number, number]
}

/** Both at 48 kHz and a constant bit rate. */
export const mp3Forms: Record<Mp3Form, Mp3Shape> = {
  mp3: {
    fileName: 'programme.mp3',
    kbitPerS: 128,
    channels: 2,
    frameBytes: 384,
    header: [0xff, 0xfb, 0x94, 0x64],
  },
  mono: {
    fileName: 'programme-mono.mp3',
    kbitPerS: 64,
    channels: 1,
    frameBytes: 192,
    header: [0xff, 0xfb, 0x54, 0xc4],
  },
}
