import { statfs } from 'node:fs/promises'
import { type Found, found, unknown } from './machine.ts'

/** Bytes that we may still write where the data folder lies. */
export async function diskFree(dataDir: string): Promise<Found<number>> {
  try {
    const { bavail, bsize } = await statfs(dataDir)
    return found(bavail * bsize)
  } catch {
    return unknown('không đọc được ổ đĩa của thư mục dữ liệu')
  }
}
