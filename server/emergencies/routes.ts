import { randomUUID } from 'node:crypto'
import type { EmergencySound } from '../../schedules/index.ts'
import { personOf } from '../accounts/index.ts'
import { findAnnouncement } from '../announcements/index.ts'
import { type EmergencyAsked, schema } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import { readStatus, writeCommand } from '../handover/index.ts'
import { findAirSettings } from '../station/index.ts'
import { addEmergency, listEmergencies } from './store.ts'

/** A microphone that somebody forgot is not on the town's loudspeakers all night. */
export const LONGEST_LIVE_MS = 3_600_000
const LIVE_TITLE = 'Thông báo khẩn cấp trực tiếp'
/** Within this the on-air process has told that the last one sounds: a second press is not a second order. */
const TAKES_EFFECT_MS = 3000

/** “Khẩn cấp”: a kept file or the live input, over everything, at once. It is stopped as everything is. */
export function registerEmergencies(app: App, deps: Deps): void {
  const { db, clock, config, media, live } = deps

  app.post(
    '/api/on-air/emergency',
    { schema: { body: schema.EmergencyAsked, response: { 201: schema.EmergencyOrdered } } },
    async (request, reply) => {
      const { sound, title, announcementId } = await wanted(request.body)
      await refuseWhereUnheard()
      const person = personOf(request)
      const at = clock.now()
      const inputName = sound.kind === 'live' ? sound.input.name : undefined
      const airingId = await addEmergency(db, { announcementId, title, inputName, by: person.id, at })
      await writeCommand(config.dataDir, {
        id: randomUUID(),
        kind: 'emergency',
        airingId,
        title,
        sound,
        by: person.displayName,
        at,
      })
      live.tell({ event: 'changed', data: { what: 'airings' } })
      return reply.code(201).send({ airingId })
    },
  )

  async function wanted(
    asked: EmergencyAsked,
  ): Promise<{ sound: EmergencySound; title: string; announcementId: string | undefined }> {
    if (asked.kind === 'live') {
      const { liveInput: input, liveInputTestedAt } = await findAirSettings(db)
      if (!input) throw new StationError('live-input-not-chosen')
      if (liveInputTestedAt === undefined) throw new StationError('live-input-not-tested', { name: input.name })
      return {
        sound: { kind: 'live', input, longestMs: LONGEST_LIVE_MS },
        title: LIVE_TITLE,
        announcementId: undefined,
      }
    }
    const found = await findAnnouncement(db, asked.announcementId)
    if (!found) throw new StationError('not-found')
    const { id, title, mediaSha256: masterSha256, durationMs, frames, retired } = found
    if (retired) throw new StationError('announcement-retired', { title })
    const masterPath = media.files.relativePathOf(masterSha256)
    return { sound: { kind: 'file', masterPath, masterSha256, durationMs, frames }, title, announcementId: id }
  }

  /** Nobody would hear it while the on-air process is down; two at once nobody would understand. */
  async function refuseWhereUnheard(): Promise<void> {
    const now = clock.now()
    const { status, stale } = await readStatus(config.dataDir, now)
    if (!status || stale) throw new StationError('on-air-not-running')
    if (status.emergency) throw new StationError('emergency-sounds', { title: status.emergency.title })
    const [last] = (await listEmergencies(db, now - TAKES_EFFECT_MS, now + 1)).slice(-1)
    if (last) throw new StationError('emergency-sounds', { title: last.title })
  }
}
