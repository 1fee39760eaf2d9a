/** Holidays and Tết. Rejects with ApiError (see request.ts). */
import type { Holiday, HolidaysRead, HolidaysSet } from '../server/contract/index.ts'
import { ask, type UploadFollowed, upload } from './request.ts'

export const holidaysApi = {
  holidays: (year: number) => ask<Holiday[]>('GET', `/api/holidays?year=${year}`),
  setHolidays: (days: HolidaysSet['days']) => ask('PUT', '/api/holidays', { json: { days } }),
  readHolidaysFile: (file: File, followed?: UploadFollowed) =>
    upload<HolidaysRead>('/api/holidays/import', file, followed),
  readHolidaysPaste: (text: string) => ask<HolidaysRead>('POST', '/api/holidays/paste', { json: { text } }),
}
