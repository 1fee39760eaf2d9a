/** Names of ALSA's configuration that say nothing to a technician, in words. */
const TITLES: Record<string, string> = {
  default: 'Thiết bị mặc định của hệ thống',
  pulse: 'Máy chủ âm thanh PulseAudio',
  pipewire: 'Máy chủ âm thanh PipeWire',
}

/** What a device is called on the pages: a card by its own name, a device of the configuration by its description. */
export function shortAlsaTitle(name: string, description: string): string {
  const lines = description
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const title = TITLES[name]
  if (title !== undefined) return title
  // A card is described in two lines, the card and “Hardware device with all software conversions”.
  if (name.startsWith('plughw:') && lines[0] !== undefined) return lines[0]
  return lines.join(' · ') || name
}
