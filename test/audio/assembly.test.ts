import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encoderGraph, masterGraph, rehearsalGraph } from '../../audio/assembly/graph.ts'
import { ProgressMeter, type RenderProgress } from '../../audio/assembly/progress.ts'
import { together } from '../../audio/assembly/together.ts'

describe('the graph', () => {
  const parts = [
    { gainDb: -3.25, gapAfterFrames: 24_000, channel: 'both' },
    { gainDb: 9.5, gapAfterFrames: 0, channel: 'right' },
  ] as const

  test('brings every part to one format, gain and gap before joining them', () => {
    expect(encoderGraph({ parts, extraGainDb: 0.45 }).split(';')).toEqual([
      '[0:a]aformat=sample_fmts=flt:channel_layouts=stereo,volume=-2.8000dB,apad=pad_len=24000[part0]',
      '[1:a]aformat=sample_fmts=flt:channel_layouts=stereo,pan=stereo|c0=c1|c1=c1,volume=9.9500dB[part1]',
      '[part0][part1]concat=n=2:v=0:a=1[pcm]',
    ])
  })

  test('limits true peaks only where there is a ceiling', () => {
    expect(masterGraph({ parts, extraGainDb: 0 })).not.toContain('alimiter')
    const limited = masterGraph({ parts, extraGainDb: 0, ceilingDbtp: -1.2 })
    expect(limited).toMatch(
      /aresample=192000,apad=pad_len=959,alimiter=level=false:limit=0\.870964:[^,]*,atrim=start_sample=959/,
    )
    expect(limited).toContain('dither_method=triangular')
  })

  test('of a rehearsal reads loudness and no true peaks', () => {
    const rehearsed = rehearsalGraph({ parts, extraGainDb: 0, ceilingDbtp: -1.2 })
    expect(rehearsed).toContain('alimiter=level=false')
    expect(rehearsed).not.toMatch(/192000|peak=true/)
  })

  test('uses nothing that an FFmpeg of 2018 lacks', () => {
    const graph = masterGraph({ parts, extraGainDb: 0, ceilingDbtp: -1 })
    expect(graph).not.toMatch(/normalize=|adelay|latency=|whole_dur|framelog=quiet|amix|acrossfade/)
  })
})

test('progress never goes back, whatever the phases report', () => {
  const phase = fc.constantFrom('reading', 'mixing', 'encoding', 'verifying')
  fc.assert(
    fc.property(fc.array(fc.tuple(phase, fc.array(fc.double({ min: 0, max: 1, noNaN: true })))), (phases) => {
      const seen: RenderProgress[] = []
      const meter = new ProgressMeter((progress) => seen.push(progress))
      for (const [name, fractions] of phases) fractions.forEach(meter.enter(name))
      meter.finish()
      const fractions = seen.map(({ fraction }) => fraction)
      expect(fractions).toEqual(fractions.toSorted((a, b) => a - b))
      expect(fractions.at(-1)).toBe(1)
    }),
  )
})

describe('two tasks together', () => {
  const never = new AbortController().signal

  test('give both results', async () => {
    expect(
      await together(
        never,
        async () => 1,
        async () => 'hai',
      ),
    ).toEqual([1, 'hai'])
  })

  test('the first failure aborts the other, is waited for, and is the one told', async () => {
    let ended = false
    const patient = (signal: AbortSignal): Promise<never> =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () =>
          setTimeout(() => {
            ended = true
            reject(new Error('thứ hai'))
          }, 20),
        )
      })
    await expect(together(never, patient, () => Promise.reject(new Error('thứ nhất')))).rejects.toThrow('thứ nhất')
    expect(ended).toBe(true)
  })
})
