import type { ServerResponse } from 'node:http'

/** How a download ended, as far as the server can know. */
export interface Receipt {
  bytesSent: number
  /**
   * Closed cleanly by the client: true when this one answer carried every byte, false when it carried a part. Undefined:
   * nobody knows what arrived (“chưa rõ”).
   */
  whole: boolean | undefined
}

/**
 * Follows an answer to its end. Node's `finish` fires while the last bytes are still under way (a client that dies at
 * 92 % looks done), so `whole` needs more: the connection is asked to close after this answer, and it must end without
 * an error after the client has read to its end.
 */
export function receiptOf(
  response: ServerResponse,
  expected: { bytes: number; isWholeFile: boolean },
): Promise<Receipt> {
  const { socket } = response
  const before = socket?.bytesWritten ?? 0
  let isFinished = false
  let isBroken = false
  response.on('finish', () => {
    isFinished = true
  })
  socket?.on('error', () => {
    isBroken = true
  })
  return new Promise((resolve) => {
    const end = (hadError: boolean) => {
      const sent = Math.max(0, Math.min(expected.bytes, (socket?.bytesWritten ?? 0) - before))
      const isClean = isFinished && !isBroken && !hadError
      resolve(
        isClean
          ? { bytesSent: expected.bytes, whole: expected.isWholeFile }
          : { bytesSent: isFinished ? expected.bytes : sent, whole: undefined },
      )
    }
    if (socket) socket.once('close', end)
    else response.once('close', () => end(false))
  })
}
