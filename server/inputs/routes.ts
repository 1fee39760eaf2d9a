import { type AudioInput, listInputs } from '../../audio/index.ts'
import { schema } from '../contract/index.ts'
import type { App, Deps } from '../deps.ts'
import { type ErrorCode, isErrorCode, StationError, tell } from '../errors.ts'
import { noteLiveInputTested } from '../station/index.ts'
import { captureLevels } from './capture.ts'

const TEST_SECONDS = 3
const FLOOR_DBFS = -96
/** The noise of an open microphone stays below this; a voice before it is 20 dB and more above. */
const HEARD_ABOVE_DBFS = -50

const REFUSALS: Record<string, ErrorCode> = {
  'device-absent': 'input-absent',
  'device-busy': 'input-busy',
  'device-lost': 'input-lost',
}

/** The sound inputs of the station's computer: which there are, and three seconds of one before it is relied on. */
export function registerInputs(app: App, deps: Deps): void {
  const { db, clock, live } = deps

  app.get('/api/inputs', { schema: { response: { 200: schema.Inputs } } }, async () => {
    const { inputs, problem } = await listInputs()
    return {
      inputs,
      ...(problem !== undefined && {
        problem: tell(problem === 'device-absent' ? 'no-inputs' : codeOf(problem)).message,
      }),
    }
  })

  app.post(
    '/api/inputs/test',
    { schema: { body: schema.InputTestAsked, response: { 200: schema.InputTested } } },
    async (request) => {
      const { id, name } = await findInput(request.body.inputId)
      const captured = await captureLevels({ inputId: id, seconds: TEST_SECONDS })
      if ('code' in captured) throw new StationError(codeOf(captured.code), { name })
      const [peakDbfs, rmsDbfs] = [dbfs(captured.peak), dbfs(captured.rms)]
      const heardSomething = peakDbfs > HEARD_ABOVE_DBFS
      if (heardSomething) {
        await noteLiveInputTested(db, id, clock.now())
        live.tell({ event: 'changed', data: { what: 'station' } })
      }
      return { peakDbfs, rmsDbfs, heardSomething }
    },
  )
}

/** An input that is there now; refuses `input-absent`. */
export async function findInput(id: string): Promise<AudioInput> {
  const found = (await listInputs()).inputs.find((input) => input.id === id)
  if (!found) throw new StationError('input-absent', { name: id })
  return found
}

function codeOf(code: string): ErrorCode {
  return REFUSALS[code] ?? (isErrorCode(code) ? code : 'input-absent')
}

function dbfs(amplitude: number): number {
  return amplitude === 0 ? FLOOR_DBFS : Math.max(FLOOR_DBFS, 20 * Math.log10(amplitude))
}
