/** The archive's routes: what was aired, by year, and yearly packages. All reject with ApiError (see request.ts). */
import type { ArchiveAsked, ArchiveWork, ArchiveYear, ArchiveYears } from '../server/contract/index.ts'
import { ask } from './request.ts'

const part = encodeURIComponent

function query(asked: ArchiveAsked): string {
  const given = Object.entries(asked).filter(([, value]) => value !== undefined && value !== '')
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`
}

export const archiveApi = {
  years: () => ask<ArchiveYears>('GET', '/api/archive'),
  year: (year: number, asked: ArchiveAsked) => ask<ArchiveYear>('GET', `/api/archive/years/${year}${query(asked)}`),
  /** What is being made or written, and what was lately; the newest first. */
  works: () => ask<ArchiveWork[]>('GET', '/api/archive/works'),
  makePackage: (year: number, withMasters: boolean) =>
    ask<ArchiveWork>('POST', `/api/archive/years/${year}/packages`, { json: { withMasters } }),
  copy: (packageId: string, path: string) =>
    ask<ArchiveWork>('POST', `/api/archive/packages/${part(packageId)}/copies`, { json: { path } }),
  cancel: (workId: string) => ask<ArchiveWork[]>('POST', `/api/archive/works/${part(workId)}/cancel`),
}

/** Addresses of files, for download links. */
export const archiveFiles = {
  sheet: (year: number, asked: ArchiveAsked) => `/api/archive/years/${year}/xlsx${query(asked)}`,
}
