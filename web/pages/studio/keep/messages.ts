/** What goes between a page and its keeper. */
import type { KeepTrouble } from './keep-error.ts'
import type { Keeper } from './keeper.ts'

/** What a page may ask of the keeper: its methods that answer. */
export type KeeperOrder = {
  [Name in keyof Keeper]: Keeper[Name] extends (...given: never[]) => Promise<unknown> ? Name : never
}[keyof Keeper]

/** An order, or the port by which a microphone's blocks will come and how its clock is to be read. */
export type KeeperAsked =
  | { id: number; order: KeeperOrder; given: unknown[] }
  | { port: MessagePort; windowMs: number; stepMs: number }

export type KeeperAnswer = { answerTo: number; value: unknown } | { answerTo: number; failure: KeepTrouble }
