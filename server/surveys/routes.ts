import { Type } from 'typebox'
import { schema } from '../contract/index.ts'
import type { App } from '../deps.ts'
import { StationError } from '../errors.ts'
import type { SurveyDesk } from './desk.ts'

const ById = Type.Object({ id: schema.Id })

/** What was found in a read; asking for one that was never looked at has it looked at. */
export function registerSurveys(app: App, desk: SurveyDesk): void {
  app.get(
    '/api/takes/:id/survey',
    { schema: { params: ById, response: { 200: schema.TakeSurvey } } },
    async (request) => {
      const survey = await desk.surveyOf(request.params.id)
      if (!survey) throw new StationError('not-found')
      return survey
    },
  )
}
