import type { Endpoint, WasapiBinding } from './binding.ts'
import { LOOPBACK } from './input.ts'
import { opening } from './refusal.ts'

/**
 * Where sound can go on this computer, by Windows' own names.
 * @throws PlayerError `no-sound-system` when Windows' audio service does not run.
 */
export function wasapiOutputs(binding: WasapiBinding): Endpoint[] {
  return opening('render', () => binding.endpoints('render'))
}

/**
 * Where sound comes in: microphones and lines, then what leaves each output, named “Tiếng ra của …”.
 * @throws PlayerError as `wasapiOutputs`.
 */
export function wasapiInputs(binding: WasapiBinding): Endpoint[] {
  const inputs = opening('capture', () => binding.endpoints('capture'))
  const monitors = wasapiOutputs(binding).map(({ id, name }) => ({ id: LOOPBACK + id, name: `Tiếng ra của ${name}` }))
  return [...inputs, ...monitors]
}
