/** The digits of a telephone number as they are compared (pure): +84 and 84 are 0, signs and blanks are nothing. */
export function digitsOf(telephone: string): string {
  const digits = telephone.replace(/\D/g, '')
  return digits.length >= 11 && digits.startsWith('84') ? `0${digits.slice(2)}` : digits
}

/** Whether it can be a telephone number of Viet Nam (pure): 8 to 11 digits. */
export function isTelephone(telephone: string): boolean {
  return /^\+?[\d\s().-]+$/.test(telephone) && /^\d{8,11}$/.test(digitsOf(telephone))
}

/**
 * Whether a text holds a telephone number (pure), however it is written: with blanks, dots, dashes, brackets or the country's
 * code before it.
 */
export function holdsTelephone(text: string, telephone: string): boolean {
  return runsOf(text).some((run) => isIn(run, telephone))
}

/** The text without the number (pure): for what was written before the number had its own place. */
export function withoutTelephone(text: string, telephones: readonly string[]): string {
  const held = runsOf(text).filter((run) => telephones.some((telephone) => isIn(run, telephone)))
  if (held.length === 0) return text
  return held.reduce((kept, run) => kept.replace(run, '[số điện thoại] '), text.normalize('NFKC')).trimEnd()
}

function runsOf(text: string): string[] {
  return text.normalize('NFKC').match(/\+?\d[\d\s().-]*/g) ?? []
}

function isIn(run: string, telephone: string): boolean {
  const wanted = digitsOf(telephone)
  const digits = run.replace(/\D/g, '')
  return wanted !== '' && (digits.includes(wanted) || digits.includes(`84${wanted.slice(1)}`))
}
