import type { FastifyReply } from 'fastify'
import { attachment } from '../media/index.ts'

const MEDIA_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/**
 * Sends a workbook to be saved under this name; “.xlsx” is added where it is missing, signs that Windows forbids
 * become dashes.
 */
export function sendSheet(reply: FastifyReply, bytes: Buffer, fileName: string): FastifyReply {
  const plain = fileName.replace(/[\\/:*?"<>|\p{Cc}]+/gu, '-')
  const name = /\.xlsx$/i.test(plain) ? plain : `${plain}.xlsx`
  return reply
    .type(MEDIA_TYPE)
    .header('content-disposition', attachment(name))
    .header('cache-control', 'private, no-store')
    .send(bytes)
}
