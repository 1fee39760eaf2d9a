/** Sounds for tests that need a file to be sound, not speech: made in memory, the same each time. */

/** A 16-bit WAV around samples in −1…1, interleaved. */
export function wav(samples: Float32Array, sampleRateHz = 48_000, channels = 1): Buffer {
  const data = Buffer.alloc(samples.length * 2)
  for (const [place, sample] of samples.entries()) {
    data.writeInt16LE(Math.round(Math.max(-1, Math.min(1, sample)) * 32_767), place * 2)
  }
  const header = Buffer.alloc(44)
  header.write('RIFF', 0)
  header.writeUInt32LE(36 + data.length, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(channels, 22)
  header.writeUInt32LE(sampleRateHz, 24)
  header.writeUInt32LE(sampleRateHz * channels * 2, 28)
  header.writeUInt16LE(channels * 2, 32)
  header.writeUInt16LE(16, 34)
  header.write('data', 36)
  header.writeUInt32LE(data.length, 40)
  return Buffer.concat([header, data])
}

/** Something that rises and falls like syllables: a tone of changing pitch in short bursts. */
export function babble(seconds: number, { gain = 0.2, hz = 180, sampleRateHz = 48_000, seed = 1 } = {}): Float32Array {
  const samples = new Float32Array(Math.round(seconds * sampleRateHz))
  let phase = 0
  for (let place = 0; place < samples.length; place++) {
    const at = place / sampleRateHz
    const syllable = Math.max(0, Math.sin(2 * Math.PI * 3.7 * at)) ** 0.5
    phase += (2 * Math.PI * hz * (1 + 0.25 * Math.sin(2 * Math.PI * (0.7 + seed * 0.13) * at))) / sampleRateHz
    const voice = Math.sin(phase) + 0.5 * Math.sin(2 * phase) + 0.25 * Math.sin(3 * phase + seed)
    samples[place] = gain * syllable * voice
  }
  return samples
}

/** The same as a WAV file. */
export function babbleWav(seconds: number, options: Parameters<typeof babble>[1] = {}): Buffer {
  return wav(babble(seconds, options), options.sampleRateHz)
}
