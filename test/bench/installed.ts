import { output } from '../on-air/run.ts'

/** Whether a program is on the search path. */
export async function isInstalled(program: string): Promise<boolean> {
  return output('which', [program], process.env).then(
    () => true,
    () => false,
  )
}
