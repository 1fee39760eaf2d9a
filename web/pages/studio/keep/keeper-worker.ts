/** The worker that keeps recordings: the microphone's blocks come by a port of their own, the page's orders as messages. */
import { clock, monotonicMs } from '../../../clock.ts'
import type { PcmBlock } from '../pcm.ts'
import { holdRecording } from './hold.ts'
import { asKeepError } from './keep-error.ts'
import { Keeper } from './keeper.ts'
import type { KeeperAnswer, KeeperAsked, KeeperOrder } from './messages.ts'
import { openStore } from './open-store.ts'

const keeper = new Keeper({
  store: openStore,
  hold: holdRecording,
  tell: (event) => self.postMessage(event),
  steadyMs: monotonicMs,
  wallMs: () => clock.machineNow(),
})
let microphone: MessagePort | undefined

self.onmessage = (event: MessageEvent<KeeperAsked>) => {
  const asked = event.data
  if ('port' in asked) listen(asked.port, asked)
  else void answer(asked)
}

function listen(port: MessagePort, { windowMs, stepMs }: { windowMs: number; stepMs: number }): void {
  microphone?.close()
  microphone = port
  keeper.listenTo({ windowMs, stepMs })
  port.onmessage = (event: MessageEvent<PcmBlock>) => keeper.take(event.data)
}

async function answer({ id, order, given }: { id: number; order: KeeperOrder; given: unknown[] }): Promise<void> {
  const act = keeper[order] as (...given: unknown[]) => Promise<unknown>
  let said: KeeperAnswer
  try {
    said = { answerTo: id, value: await act.apply(keeper, given) }
  } catch (thrown) {
    said = { answerTo: id, failure: asKeepError(thrown).code }
  }
  self.postMessage(said)
}
