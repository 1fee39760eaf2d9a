import type { OnAirWish } from '../../schedules/index.ts'
import { removeCommand, waitingCommands } from '../handover/index.ts'

export interface CommandParts {
  folder: string
  /** Ids that were obeyed or refused already. */
  acknowledged: Set<unknown>
  obey: (command: OnAirWish) => void
  /** Resolves with whether the acknowledgements are safe on the disk. */
  acknowledgedSafely: () => Promise<boolean>
  onRubbish: (path: string) => void
  onFault: (error: unknown) => void
}

/** Looks into the command folder and obeys what is new there; a call while it looks is made up for afterwards. */
export function commandObeyer(parts: CommandParts): () => void {
  const { folder, acknowledged, obey, acknowledgedSafely, onRubbish, onFault } = parts
  const rubbish = new Set<string>()
  let looking = false
  let again = false

  const look = async () => {
    for (const { path, command } of await waitingCommands(folder)) {
      if (command === undefined) {
        if (!rubbish.has(path)) onRubbish(path)
        rubbish.add(path)
        continue
      }
      if (!acknowledged.has(command.id)) {
        acknowledged.add(command.id)
        obey(command)
      }
      // The file goes only when the acknowledgement is safe; until then it would be known by its id.
      if (await acknowledgedSafely()) await removeCommand(path)
    }
  }

  return async () => {
    again = true
    if (looking) return
    looking = true
    try {
      while (again) {
        again = false
        await look()
      }
    } catch (error) {
      onFault(error)
    } finally {
      looking = false
    }
  }
}
