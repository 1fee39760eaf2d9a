import { houseRateHz } from '../house-format.ts'
import { layPad, type Note, pluckZither, type Stereo, strikeBamboo } from './instruments.ts'
import { addRoom } from './room.ts'

export type TuneRole = 'intro' | 'sting' | 'outro' | 'bed'

/**
 * The signature tunes: one motif in the mode Bắc (hò xự xang xê cống), on D, for đàn tranh and đàn t'rưng over a soft bed.
 * The intro states it, the sting is its last turn, the outro lets it sink back to hò; the bed is its chords alone, a round
 * that begins again where it ends.
 */
export function performTune(role: TuneRole): Stereo {
  const { seconds, play } = tunes[role]
  if (role === 'bed') return round(seconds, play)
  const frames = Math.round(seconds * houseRateHz)
  const sound: Stereo = { left: new Float64Array(frames), right: new Float64Array(frames) }
  play(sound)
  addRoom(sound, 1.6, 0.1)
  finish(sound)
  return sound
}

/** The five tones of Bắc on D4, in hertz, equal temperament at A4 = 440 Hz; octaves by number. */
const semitones = { ho: 0, xu: 2, xang: 5, xe: 7, cong: 9 } as const
type Tone = keyof typeof semitones

function pitch(tone: Tone, octave: number): number {
  return 293.6647679174076 * 2 ** (octave + semitones[tone] / 12)
}

/** Beat, tone, octave, length in beats, velocity. */
type Line = readonly (readonly [number, Tone, number, number, number])[]

const statement: Line = [
  [0, 'xe', 0, 1.5, 0.8],
  [1, 'cong', 0, 1, 0.7],
  [1.5, 'xe', 0, 1, 0.65],
  [2, 'xang', 0, 1.6, 0.75],
  [3, 'xu', 0, 0.8, 0.6],
  [3.5, 'xang', 0, 0.8, 0.65],
  [4, 'xe', 0, 2.4, 0.85],
  [6, 'ho', 1, 1, 0.8],
  [6.5, 'cong', 0, 1, 0.7],
  [7, 'xe', 0, 1, 0.7],
  [7.5, 'cong', 0, 1, 0.75],
  [8, 'ho', 1, 4, 0.95],
]

const answer: Line = [
  [0, 'ho', 1, 1.6, 0.75],
  [1, 'cong', 0, 1, 0.65],
  [1.5, 'xe', 0, 1.2, 0.65],
  [2.5, 'xang', 0, 1, 0.6],
  [3, 'xe', 0, 2, 0.7],
  [4.5, 'xu', 0, 1, 0.6],
  [5, 'xang', 0, 1, 0.6],
  [5.5, 'xu', 0, 1, 0.55],
  [6, 'ho', 0, 5, 0.8],
]

const turn: Line = [
  [0, 'xe', 0, 0.7, 0.75],
  [0.5, 'cong', 0, 0.7, 0.75],
  [1, 'ho', 1, 4, 0.95],
]

const tunes: Record<TuneRole, { seconds: number; play: (sound: Stereo) => void }> = {
  intro: {
    seconds: 10,
    play(sound) {
      sweep(sound, 0.1, 14, 0.045)
      melody(sound, statement, 0.95, 0.56)
      bamboo(sound, 0.95 + 4 * 0.56, 0.56, ['ho', 'xe', 'xang', 'xe', 'ho', 'xe', 'cong', 'xe'])
      bed(sound, 0.2, 3.4, ['ho', 'xe'], -1)
      bed(sound, 2.8, 3.2, ['xang', 'ho'], -1)
      bed(sound, 5, 5, ['ho', 'xe', 'xu'], -1)
      sweep(sound, 0.95 + 8 * 0.56, 8, 0.05)
    },
  },
  sting: {
    seconds: 2.6,
    play(sound) {
      sweep(sound, 0.02, 7, 0.04)
      melody(sound, turn, 0.32, 0.36)
      bed(sound, 0.05, 2.5, ['ho', 'xe'], -1)
    },
  },
  outro: {
    seconds: 9,
    play(sound) {
      melody(sound, answer, 0.15, 0.62)
      bamboo(sound, 0.15, 0.62, ['xe', 'ho', 'xe', 'xang'])
      bed(sound, 0, 3.6, ['ho', 'xe'], -1)
      bed(sound, 2.6, 2.8, ['xang', 'xe'], -1)
      bed(sound, 4.3, 4.7, ['ho', 'xe', 'ho'], -1)
    },
  },
  bed: {
    seconds: 24,
    play(sound) {
      const chords: readonly (readonly Tone[])[] = [
        ['ho', 'xe'],
        ['xang', 'cong'],
        ['xu', 'xe'],
        ['ho', 'xe', 'cong'],
      ]
      for (const [turn, tones] of chords.entries()) {
        bed(sound, turn * 6, 8, tones, -1)
        const [low = 'ho'] = tones
        pluckZither(sound, softly(turn * 6 + 1.5, pitch(low, 0), -0.3))
        pluckZither(sound, softly(turn * 6 + 4.5, pitch('xe', 0), 0.3))
      }
    },
  },
}

function softly(startSeconds: number, hz: number, pan: number): Note {
  return { startSeconds, lengthSeconds: 2.4, hz, velocity: 0.12, pan }
}

/** What sounds on after the end of a round sounds at its beginning. */
function round(seconds: number, play: (sound: Stereo) => void): Stereo {
  const frames = Math.round(seconds * houseRateHz)
  const all = frames + soundingOnSeconds * houseRateHz
  const sound: Stereo = { left: new Float64Array(all), right: new Float64Array(all) }
  play(sound)
  addRoom(sound, 1.6, 0.15)
  const folded = { left: folding(sound.left, frames), right: folding(sound.right, frames) }
  scale(folded, bedPeak)
  return folded
}

/** The last chord of the bed and the room after it are over by then. */
const soundingOnSeconds = 5

function folding(channel: Float64Array, frames: number): Float64Array {
  return channel.slice(0, frames).map((sample, frame) => sample + (channel[frames + frame] ?? 0))
}

function melody(sound: Stereo, line: Line, startSeconds: number, beatSeconds: number): void {
  for (const [beat, tone, octave, beats, velocity] of line) {
    const note: Note = {
      startSeconds: startSeconds + beat * beatSeconds,
      lengthSeconds: beats * beatSeconds + 0.6,
      hz: pitch(tone, octave),
      velocity,
      pan: -0.15,
    }
    pluckZither(sound, note)
    // The octave below, barely there, gives the thin string a body.
    pluckZither(sound, { ...note, hz: note.hz / 2, velocity: velocity * 0.25, pan: 0.15 })
  }
}

/** The đàn tranh's á: a finger drawn over the strings, upwards. */
function sweep(sound: Stereo, startSeconds: number, strings: number, stepSeconds: number): void {
  const tones: Tone[] = ['ho', 'xu', 'xang', 'xe', 'cong']
  for (let string = 0; string < strings; string++) {
    const tone = tones[string % tones.length] ?? 'ho'
    const hz = pitch(tone, Math.floor(string / tones.length) - 1)
    const share = string / strings
    pluckZither(sound, {
      startSeconds: startSeconds + string * stepSeconds,
      lengthSeconds: 1.4,
      hz,
      velocity: 0.22 + 0.3 * share,
      pan: -0.6 + 1.2 * share,
    })
  }
}

function bamboo(sound: Stereo, startSeconds: number, beatSeconds: number, tones: readonly Tone[]): void {
  for (const [index, tone] of tones.entries()) {
    const startsAt = startSeconds + (index + 0.5) * (beatSeconds / 2) * 2 - beatSeconds / 2
    strikeBamboo(sound, {
      startSeconds: startsAt,
      lengthSeconds: 0.9,
      hz: pitch(tone, 1),
      velocity: 0.34,
      pan: index % 2 === 0 ? 0.55 : 0.3,
    })
  }
}

function bed(sound: Stereo, startSeconds: number, lengthSeconds: number, tones: readonly Tone[], octave: number): void {
  for (const [index, tone] of tones.entries()) {
    layPad(sound, {
      startSeconds,
      lengthSeconds,
      hz: pitch(tone, octave),
      velocity: 1,
      pan: (index - (tones.length - 1) / 2) * 0.5,
    })
  }
}

const peak = 10 ** (-3 / 20)
/** A bed lies low anyway, and low music makes a small file. */
const bedPeak = 10 ** (-12 / 20)
const fadeOutSeconds = 0.6
const fadeInSeconds = 0.01

/** Fades both ends to silence and brings the highest sample to −3 dBFS. */
function finish(sound: Stereo): void {
  const { left, right } = sound
  const frames = left.length
  for (let frame = 0; frame < frames; frame++) {
    const edge = Math.min(
      1,
      frame / (fadeInSeconds * houseRateHz),
      (frames - 1 - frame) / (fadeOutSeconds * houseRateHz),
    )
    const fade = 0.5 - 0.5 * Math.cos(Math.PI * edge)
    left[frame] = (left[frame] ?? 0) * fade
    right[frame] = (right[frame] ?? 0) * fade
  }
  scale(sound, peak)
}

function scale({ left, right }: Stereo, toPeak: number): void {
  let highest = 0
  for (let frame = 0; frame < left.length; frame++)
    highest = Math.max(highest, Math.abs(left[frame] ?? 0), Math.abs(right[frame] ?? 0))
  for (const channel of [left, right])
    for (let frame = 0; frame < channel.length; frame++) channel[frame] = ((channel[frame] ?? 0) * toPeak) / highest
}
