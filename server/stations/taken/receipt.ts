import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

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
 * What may still stand between Node and the client when Node has written all: up to 4 MB in the buffers of the system
 * (Linux, tcp_wmem), which take 80 s at 400 kbit/s. Somebody who does not close within five times that is not waited for.
 */
const DRAINS_WITHIN_MS = 80_000
const CLOSES_WITHIN_MS = 5 * DRAINS_WITHIN_MS

/**
 * Follows an answer to its end. Node's `finish` and its own close say only that the system has taken the bytes; a client
 * that dies at 92 % looks done. So the connection is closed on this side for writing alone and held open for reading: a
 * client that has read to the end closes in its turn, one that died or dropped what it had not read resets it, and one
 * that stands still says nothing. Only the first is a receipt.
 */
export function receiptOf(
  response: ServerResponse,
  expected: { bytes: number; isWholeFile: boolean },
): Promise<Receipt> {
  const { socket } = response
  const before = socket?.bytesWritten ?? 0
  let isFinished = false
  let isClosedByClient = false
  let isBroken = false
  response.shouldKeepAlive = false
  response.on('finish', () => {
    isFinished = true
  })
  return new Promise((resolve) => {
    const end = (hadError: boolean) => {
      const sent = Math.max(0, Math.min(expected.bytes, (socket?.bytesWritten ?? 0) - before))
      const isClean = isFinished && isClosedByClient && !isBroken && !hadError
      resolve(
        isClean
          ? { bytesSent: expected.bytes, whole: expected.isWholeFile }
          : { bytesSent: isFinished ? expected.bytes : sent, whole: undefined },
      )
    }
    if (!socket) {
      response.once('close', () => end(false))
      return
    }
    // What Node calls after the last answer of a connection; its own would drop the client's word.
    socket.destroySoon = () => {
      // Over TLS a goodbye is data: a client that has all it wants and leaves it unread resets the connection. So it goes first.
      if ('encrypted' in socket) socket.setTimeout(DRAINS_WITHIN_MS, () => endOf(socket))
      else endOf(socket)
    }
    socket.on('end', () => {
      isClosedByClient = isFinished
      // Nothing is left to say on either side.
      if (isFinished) socket.destroy()
    })
    socket.on('error', () => {
      isBroken = true
    })
    socket.once('close', end)
  })
}

function endOf(socket: Socket): void {
  socket.end()
  socket.setTimeout(CLOSES_WITHIN_MS, () => socket.destroy())
}
