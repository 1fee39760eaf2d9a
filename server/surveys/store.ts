import { randomUUID } from 'node:crypto'
import type { TakeFinding } from '../contract/index.ts'
import type { Db } from '../db/index.ts'

export interface NewSurvey {
  takeId: string
  peaksSha256: string
  findings: readonly TakeFinding[]
  loudnessLufs: number | undefined
  rulesVersion: number
  at: number
}

/** Adds what was found in a read; the newest row of a read counts. */
export async function addSurvey(db: Db, survey: NewSurvey): Promise<void> {
  await db
    .insertInto('take_surveys')
    .values({
      id: randomUUID(),
      take_id: survey.takeId,
      peaks_sha256: survey.peaksSha256,
      findings: JSON.stringify(survey.findings),
      loudness_lufs: survey.loudnessLufs ?? null,
      rules_version: survey.rulesVersion,
      surveyed_at: survey.at,
    })
    .execute()
}

/** Notes a try that failed, and why. */
export async function addFailure(
  db: Db,
  failure: { takeId: string; rulesVersion: number; reason: string; at: number },
): Promise<void> {
  await db
    .insertInto('take_survey_failures')
    .values({
      id: randomUUID(),
      take_id: failure.takeId,
      rules_version: failure.rulesVersion,
      reason: failure.reason,
      failed_at: failure.at,
    })
    .execute()
}

export interface SurveyFound {
  findings: TakeFinding[]
  loudnessLufs: number | undefined
  rulesVersion: number
}

/** What was last found in a read; undefined where it was never looked at to its end. */
export async function findSurvey(db: Db, takeId: string): Promise<SurveyFound | undefined> {
  const row = await db
    .selectFrom('take_surveys')
    .select(['findings', 'loudness_lufs', 'rules_version'])
    .where('take_id', '=', takeId)
    .orderBy('surveyed_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return (
    row && {
      findings: JSON.parse(row.findings),
      loudnessLufs: row.loudness_lufs ?? undefined,
      rulesVersion: row.rules_version,
    }
  )
}

/** The tries at a read by these rules that failed, the newest first. */
export async function listFailures(
  db: Db,
  takeId: string,
  rulesVersion: number,
): Promise<{ reason: string; at: number }[]> {
  const rows = await db
    .selectFrom('take_survey_failures')
    .select(['reason', 'failed_at'])
    .where('take_id', '=', takeId)
    .where('rules_version', '=', rulesVersion)
    .orderBy('failed_at', 'desc')
    .execute()
  return rows.map((row) => ({ reason: row.reason, at: row.failed_at }))
}

/** Reads that nobody has looked at by these rules, the newest first; those that failed so often are left out. */
export async function listUnsurveyed(db: Db, rulesVersion: number, mostTries: number): Promise<string[]> {
  const rows = await db
    .selectFrom('takes')
    .select('takes.id')
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('take_surveys')
            .select('take_surveys.id')
            .whereRef('take_surveys.take_id', '=', 'takes.id')
            .where('take_surveys.rules_version', '>=', rulesVersion),
        ),
      ),
    )
    .where(
      (eb) =>
        eb
          .selectFrom('take_survey_failures')
          .select(({ fn }) => fn.countAll<number>().as('tries'))
          .whereRef('take_survey_failures.take_id', '=', 'takes.id')
          .where('take_survey_failures.rules_version', '=', rulesVersion),
      '<',
      mostTries,
    )
    .orderBy('takes.created_at', 'desc')
    .execute()
  return rows.map(({ id }) => id)
}
