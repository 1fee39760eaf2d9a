/** A context that the browser does not let sound holds nobody up: the reader goes on after the time it would have taken. */
const PATIENCE_MS = 500

/** Sounds a stretch of the read before it is taken up again. Resolves when it has sounded, or at once when `signal` aborts. */
export async function playCountIn(
  samples: Int16Array,
  { channels, sampleRateHz }: { channels: number; sampleRateHz: number },
  signal: AbortSignal,
): Promise<void> {
  const frames = Math.floor(samples.length / channels)
  if (frames === 0 || signal.aborted) return
  const context = new AudioContext()
  try {
    const sound = context.createBuffer(channels, frames, sampleRateHz)
    for (let channel = 0; channel < channels; channel += 1) {
      const plane = sound.getChannelData(channel)
      for (let frame = 0; frame < frames; frame += 1) plane[frame] = (samples[frame * channels + channel] ?? 0) / 32_768
    }
    const source = context.createBufferSource()
    source.buffer = sound
    source.connect(context.destination)
    await new Promise<void>((resolve) => {
      source.onended = () => resolve()
      signal.addEventListener('abort', () => resolve(), { once: true })
      setTimeout(resolve, (frames / sampleRateHz) * 1000 + PATIENCE_MS)
      source.start()
    })
  } finally {
    void context.close()
  }
}
