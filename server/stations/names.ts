import { asciiName } from '../media/index.ts'

/** What a file of an edition is called beside its title: with marks, and in ASCII. */
const ENDINGS = {
  mp3: { marked: '.mp3', plain: '.mp3' },
  mono: { marked: ' (bản nhẹ).mp3', plain: '-mono.mp3' },
  wav: { marked: '.wav', plain: '.wav' },
  script: { marked: ' (kịch bản).txt', plain: '-kich-ban.txt' },
  zip: { marked: '.zip', plain: '.zip' },
} as const

/** Room for the ending: a name has at most 255 bytes on Linux (NAME_MAX) and 255 characters on Windows. */
const LONGEST_STEM_BYTES = 200

/**
 * The two names of a file of an edition: one with marks, free of what Windows forbids in a name (\ / : * ? " < > | and
 * control characters), and one of ASCII letters, digits, dots and hyphens alone.
 */
export function deliveryNames(form: keyof typeof ENDINGS, title: string): { fileName: string; plainFileName: string } {
  const stem = shortened(
    title
      .normalize('NFC')
      .replace(/[\\/|]/g, '-')
      .replace(/[:*?"<>\p{Cc}\p{Cf}]/gu, '')
      .replace(/\s+/g, ' ')
      .trim(),
  )
  const ending = ENDINGS[form]
  return {
    fileName: `${stem || 'Kỳ phát'}${ending.marked}`,
    plainFileName: `${asciiName(stem).replace(/\.+$/, '') || 'Ky-phat'}${ending.plain}`,
  }
}

/** Whole characters only, and no dot or space at the end, which Windows drops. */
function shortened(name: string): string {
  let kept = ''
  for (const character of name) {
    if (Buffer.byteLength(kept + character) > LONGEST_STEM_BYTES) break
    kept += character
  }
  return kept.replace(/[. ]+$/, '')
}
