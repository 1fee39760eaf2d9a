import type { FastifyReply } from 'fastify'
import { attachment } from '../media/index.ts'

const MEDIA_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/**
 * Sends a paper to be saved under this name; “.docx” is added where it is missing, signs that Windows forbids
 * become dashes.
 */
export function sendPaper(reply: FastifyReply, bytes: Buffer, fileName: string): FastifyReply {
  const plain = fileName.replace(/[\\/:*?"<>|\p{Cc}]+/gu, '-')
  const name = /\.docx$/i.test(plain) ? plain : `${plain}.docx`
  return reply
    .type(MEDIA_TYPE)
    .header('content-disposition', attachment(name))
    .header('cache-control', 'private, no-store')
    .send(bytes)
}
