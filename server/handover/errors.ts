/**
 * - `plan-invalid`: the plan is not one; `details.problems` lists what is wrong.
 * - `command-invalid`: the command is not one.
 */
export type HandoverErrorCode = 'plan-invalid' | 'command-invalid'

export class HandoverError extends Error {
  readonly code: HandoverErrorCode
  readonly details: { problems: string[] }

  constructor(code: HandoverErrorCode, problems: string[], cause?: unknown) {
    super(`${code}: ${problems.join('; ')}`, cause === undefined ? undefined : { cause })
    this.name = 'HandoverError'
    this.code = code
    this.details = { problems }
  }
}
