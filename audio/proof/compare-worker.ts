import { parentPort, workerData } from 'node:worker_threads'
import { AudioError } from '../errors.ts'
import type { CompareReport, CompareTask, ProofResult } from './compare.ts'
import { decodePrint } from './decode-print.ts'
import { matchPrints } from './match.ts'
import type { SoundPrint } from './print.ts'

/** The comparing thread; started by `compare.ts` only. */

/** Under a master's −75 dBFS lies the noise of its studio; a recording may be softer by far. */
const MASTER_FLOOR_DBFS = -75
const RECORDING_FLOOR_DBFS = -96
/** The absolute gate of ITU-R BS.1770 is −70 LUFS; what never reaches it is silence here too. */
const SILENT_DBFS = -70

const task = workerData as CompareTask
const canceller = new AbortController()
const tell = (report: CompareReport): void => parentPort?.postMessage(report)
parentPort?.on('message', () => canceller.abort())

try {
  tell({ kind: 'done', result: await compare(task) })
} catch (error) {
  const known =
    error instanceof AudioError ? error : new AudioError('decode-failed', { message: String(error) }, { cause: error })
  tell({ kind: 'failed', code: known.code, details: known.details })
} finally {
  parentPort?.close()
}

async function compare({ masterPath, recordingPath, sharedPaths }: CompareTask): Promise<ProofResult> {
  const master = await printOf('master', masterPath, MASTER_FLOOR_DBFS)
  if (!(master.loudestDbfs > SILENT_DBFS)) throw new AudioError('silent', { which: 'master', path: masterPath })
  tell({ kind: 'progress', fraction: 0.2 })
  const shared: SoundPrint[] = []
  for (const path of sharedPaths ?? []) shared.push(await printOf('shared', path, MASTER_FLOOR_DBFS))
  tell({ kind: 'progress', fraction: 0.3 })
  const recording = await printOf('recording', recordingPath, RECORDING_FLOOR_DBFS)
  tell({ kind: 'progress', fraction: 0.7 })
  const lengths = { masterMs: Math.round(master.durationMs), recordingMs: Math.round(recording.durationMs) }
  const isSilent = !(recording.loudestDbfs > SILENT_DBFS)
  if (isSilent) return { ...nothing(lengths.masterMs), ...lengths, isSilent }
  if (canceller.signal.aborted) throw new AudioError('cancelled')
  return { ...matchPrints(master, recording, sharedPaths === undefined ? undefined : shared), ...lengths, isSilent }
}

function nothing(masterMs: number) {
  return {
    found: false,
    onlyShared: false,
    times: 0,
    offsetMs: undefined,
    matched: 0,
    missing: [{ fromMs: 0, toMs: masterMs }],
    speedPpm: undefined,
  }
}

async function printOf(which: 'master' | 'recording' | 'shared', path: string, floorDbfs: number): Promise<SoundPrint> {
  try {
    return await decodePrint(path, floorDbfs, { ffmpeg: task.ffmpeg, signal: canceller.signal })
  } catch (error) {
    if (!(error instanceof AudioError)) throw error
    throw new AudioError(error.code, { ...error.details, which }, { cause: error })
  }
}
