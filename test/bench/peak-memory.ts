import { pssBytesWithDescendants } from './memory.ts'

const everyMs = 100

/** The most memory (MB, shared pages by their share) that a process and all it started had together while some work ran; Linux only. */
export async function withPeakMemory<T>(pid: number, work: () => Promise<T>): Promise<{ result: T; peakMb: number }> {
  let highest = 0
  const look = async (): Promise<void> => {
    highest = Math.max(highest, await pssBytesWithDescendants(pid))
  }
  const timer = setInterval(() => void look(), everyMs)
  try {
    const result = await work()
    return { result, peakMb: highest / 1024 ** 2 }
  } finally {
    clearInterval(timer)
  }
}
