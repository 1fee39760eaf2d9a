import { type FeedFacts, fileUrl, pageUrl } from './feed.ts'

/**
 * The editions and the airings as plain JSON, for portals and loudspeaker servers. `version` grows when a field changes its
 * meaning or goes; new fields may come at any time. Instants are ISO 8601 in UTC, dates and times the station's own.
 */
export function portalOf(facts: FeedFacts): string {
  const editions = facts.editions.map((edition) => ({
    id: edition.editionId,
    title: edition.title,
    programme: { id: edition.programmeId, name: edition.programmeName },
    period: edition.period,
    durationSeconds: Math.round(edition.durationMs / 1000),
    publishedAt: iso(edition.publishedAt),
    items: edition.items.map(({ title }) => title),
    files: edition.files.map((file) => ({
      form: file.form,
      url: fileUrl(facts, file),
      fileName: file.fileName,
      asciiFileName: file.plainFileName,
      mediaType: file.mediaType,
      bytes: file.bytes,
      sha256: file.sha256,
    })),
    ...(edition.withdrawn && { withdrawn: { at: iso(edition.withdrawn.at), why: edition.withdrawn.why } }),
  }))
  const airings = facts.airings.map((airing) => ({
    id: airing.id,
    editionId: airing.editionId,
    title: airing.editionTitle,
    date: airing.date,
    time: airing.time,
    startsAt: iso(airing.startsAt),
    durationSeconds: airing.durationMs === undefined ? undefined : Math.round(airing.durationMs / 1000),
    state: airing.state,
  }))
  const { stationName, wardName } = facts
  const whole = { version: 1, station: stationName, ward: wardName, zone: 'Asia/Ho_Chi_Minh', page: pageUrl(facts) }
  return `${JSON.stringify({ ...whole, editions, airings }, undefined, 1)}\n`
}

function iso(instant: number): string {
  return new Date(instant).toISOString()
}
