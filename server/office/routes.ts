import { personOf } from '../accounts/index.ts'
import { type Letterhead, schema } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { findOffice, setOffice } from './store.ts'

const answers = { response: { 200: schema.OfficeSettings } }

/** How the office writes its papers and closes its periods: shown and set. */
export function registerOffice(app: App, { db, clock, live }: Deps): void {
  app.get('/api/office', { schema: answers }, () => findOffice(db))

  app.put('/api/office', { schema: { body: schema.OfficeSettingsWritten, ...answers } }, async (request) => {
    const { letterhead, cutOffDay } = request.body
    const signed = { by: personOf(request).id, at: Math.round(clock.now()) }
    await setOffice(db, { letterhead: tidied(letterhead), cutOffDay }, signed)
    live.tell({ event: 'changed', data: { what: 'station' } })
    return findOffice(db)
  })
}

function tidied(letterhead: Letterhead): Letterhead {
  const { above, issuer, code, drafter, place, signerTitle, signerName } = letterhead
  return {
    above: line(above),
    issuer: line(issuer),
    code: line(code),
    drafter: line(drafter),
    place: line(place),
    signerTitle: signerTitle
      .split('\n')
      .map(line)
      .filter((part) => part !== '')
      .join('\n'),
    signerName: line(signerName),
  }
}

function line(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim()
}
