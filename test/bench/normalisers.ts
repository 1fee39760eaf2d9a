import { access } from 'node:fs/promises'
import { delimiter, join } from 'node:path'

/** Other free programs that level sound to EBU R 128. */
export const otherNormalisers = ['ffmpeg-normalize', 'r128gain', 'loudgain', 'rsgain'] as const

/** Whether a program is on the search path. */
export async function found(name: string): Promise<boolean> {
  const tried = (process.env.PATH ?? '').split(delimiter).map((folder) =>
    access(join(folder, name)).then(
      () => true,
      () => false,
    ),
  )
  return (await Promise.all(tried)).includes(true)
}
