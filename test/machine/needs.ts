import { accessSync, constants, existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** One thing that the sound tests and the browser journeys need beyond npm. */
export interface Need {
  /** What a person would call it. */
  readonly name: string
  /** The Debian package that brings it. */
  readonly debianPackage: string
  readonly isThere: () => boolean
}

const LIBRARY_FOLDERS = [
  '/usr/lib',
  '/usr/lib64',
  '/lib',
  '/usr/local/lib',
  ...multiarchFolders('/usr/lib'),
  ...multiarchFolders('/lib'),
]

const FONTS = '/usr/share/fonts/truetype'

const FAKETIME = join('faketime', 'libfaketimeMT.so.1')

/** What `npm test` needs on the machine. Nothing here is fetched by npm, and no browser is ever downloaded. */
export const NEEDS_OF_THE_SUITE: readonly Need[] = [
  { name: 'git', debianPackage: 'git', isThere: () => hasProgram('git') },
  {
    name: 'Chromium',
    debianPackage: 'chromium',
    isThere: () => ['chromium', 'chromium-browser', 'google-chrome'].some(hasProgram),
  },
  { name: 'PulseAudio', debianPackage: 'pulseaudio', isThere: () => hasProgram('pulseaudio') },
  {
    name: 'pactl, parec, paplay',
    debianPackage: 'pulseaudio-utils',
    isThere: () => ['pactl', 'parec', 'paplay'].every(hasProgram),
  },
  { name: 'libasound', debianPackage: 'libasound2', isThere: () => hasLibrary('libasound.so.2') },
  {
    name: 'the PulseAudio plug-in of libasound',
    debianPackage: 'libasound2-plugins',
    isThere: () => hasLibrary(join('alsa-lib', 'libasound_module_pcm_pulse.so')),
  },
  { name: 'espeak-ng', debianPackage: 'espeak-ng', isThere: () => hasProgram('espeak-ng') },
  { name: 'SoX', debianPackage: 'sox', isThere: () => hasProgram('sox') },
  { name: 'libfaketime', debianPackage: 'libfaketime', isThere: () => hasLibrary(FAKETIME) },
]

/**
 * What the longer runs need besides: a second FFmpeg to run the sound tests with, others' readers of what is delivered,
 * others' judges of what is signed, and an office that opens and writes papers.
 */
export const NEEDS_OF_THE_LONGER_RUNS: readonly Need[] = [
  { name: 'FFmpeg of the distribution', debianPackage: 'ffmpeg', isThere: () => existsSync('/usr/bin/ffmpeg') },
  { name: 'mp3val', debianPackage: 'mp3val', isThere: () => hasProgram('mp3val') },
  { name: 'mediainfo', debianPackage: 'mediainfo', isThere: () => hasProgram('mediainfo') },
  {
    name: 'mutagen',
    debianPackage: 'python3-mutagen',
    isThere: () => existsSync('/usr/lib/python3/dist-packages/mutagen'),
  },
  { name: 'libebur128', debianPackage: 'libebur128-1', isThere: () => hasLibrary('libebur128.so.1') },
  { name: 'curl', debianPackage: 'curl', isThere: () => hasProgram('curl') },
  { name: 'wget', debianPackage: 'wget', isThere: () => hasProgram('wget') },
  { name: 'aria2', debianPackage: 'aria2', isThere: () => hasProgram('aria2c') },
  { name: 'openssl', debianPackage: 'openssl', isThere: () => hasProgram('openssl') },
  { name: 'certutil', debianPackage: 'libnss3-tools', isThere: () => hasProgram('certutil') },
  { name: 'LibreOffice Writer', debianPackage: 'libreoffice-writer', isThere: () => hasOfficePart('libswlo.so') },
  { name: 'LibreOffice Calc', debianPackage: 'libreoffice-calc', isThere: () => hasOfficePart('libsclo.so') },
  {
    name: 'fonts as wide as Times New Roman',
    debianPackage: 'fonts-liberation2',
    isThere: () => existsSync(join(FONTS, 'liberation2')) || hasNewLiberation(),
  },
]

/** Whether PATH leads to a program of this name that may be run. */
export function hasProgram(name: string): boolean {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    if (folder === '') continue
    try {
      accessSync(join(folder, name), constants.X_OK)
      return true
    } catch {
      // Not in this folder: the next one may have it.
    }
  }
  return false
}

/** Where the library is that shows a program another time; undefined where there is none. */
export function faketimeLibrary(): string | undefined {
  return libraryAt(FAKETIME)
}

/** Only from version 2 on do these fonts have all Vietnamese letters; version 1 lay in the same folder with a narrow one. */
function hasNewLiberation(): boolean {
  const folder = join(FONTS, 'liberation')
  return existsSync(folder) && !existsSync(join(folder, 'LiberationSansNarrow-Regular.ttf'))
}

function hasOfficePart(library: string): boolean {
  return hasProgram('soffice') && hasLibrary(join('libreoffice', 'program', library))
}

function hasLibrary(file: string): boolean {
  return libraryAt(file) !== undefined
}

function libraryAt(file: string): string | undefined {
  return LIBRARY_FOLDERS.map((folder) => join(folder, file)).find((path) => existsSync(path))
}

function multiarchFolders(parent: string): string[] {
  if (!existsSync(parent)) return []
  return readdirSync(parent)
    .filter((name) => name.endsWith('-linux-gnu') || name.includes('-linux-gnueabi'))
    .map((name) => join(parent, name))
}
