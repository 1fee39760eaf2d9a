import { Type } from 'typebox'
import { personOf } from '../accounts/index.ts'
import { schema, type Template } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { StationError } from '../errors.ts'
import { listProgrammes } from '../programmes/index.ts'
import { tidyLine } from '../scripts/index.ts'
import { listTunes } from '../tunes/index.ts'
import { problemOfTemplate } from './check.ts'
import { presetTemplate, type TemplateFields } from './presets.ts'
import { addTemplate, templateOf } from './store.ts'

const ById = Type.Object({ id: schema.Id })
const PresetChosen = Type.Object({ preset: schema.TemplatePreset })

/**
 * The templates of programmes: read, save, begin from a preset. Another template takes nothing off the air: an edition
 * that was rendered and verified stays what it is.
 */
export function registerTemplates(app: App, deps: Deps): void {
  const { db, clock, live } = deps

  app.get(
    '/api/programmes/:id/template',
    { schema: { params: ById, response: { 200: schema.Template } } },
    async (request) => templateOf(db, await programmeId(request.params.id)),
  )

  app.put(
    '/api/programmes/:id/template',
    { schema: { params: ById, body: schema.TemplateWritten, response: { 200: schema.Template } } },
    async (request) => {
      const id = await programmeId(request.params.id)
      const { parentNumber, ...written } = request.body
      const slots = written.slots.map((slot) => ({ ...slot, title: tidyLine(slot.title) }))
      const untitled = slots.findIndex(({ title }) => title === '')
      if (untitled >= 0) throw new StationError('bad-template', { what: `phần ${untitled + 1} chưa có tên` })
      const problem = problemOfTemplate({ slots, beds: written.beds }, await listTunes(db))
      if (problem !== undefined) throw new StationError('bad-template', { what: problem })
      return save(id, parentNumber, { ...written, slots }, personOf(request).id)
    },
  )

  app.post(
    '/api/programmes/:id/template/preset',
    { schema: { params: ById, body: PresetChosen, response: { 200: schema.Template } } },
    async (request) => {
      const id = await programmeId(request.params.id)
      const { number, targetLufs, normMs, treatment } = await templateOf(db, id)
      const { slots, beds } = presetTemplate(request.body.preset, targetLufs)
      const fields = { slots, beds, targetLufs, treatment, ...(normMs !== undefined && { normMs }) }
      return save(id, number, fields, personOf(request).id)
    },
  )

  async function save(id: string, parentNumber: number, fields: TemplateFields, by: string): Promise<Template> {
    await addTemplate(db, { programmeId: id, parentNumber, fields, by, at: Math.round(clock.now()) })
    for (const what of ['programmes', 'rundowns', 'editions'] as const) live.tell({ event: 'changed', data: { what } })
    return templateOf(db, id)
  }

  async function programmeId(id: string): Promise<string> {
    if (!(await listProgrammes(db)).some((programme) => programme.id === id)) throw new StationError('not-found')
    return id
  }
}
