/** The door of `audio/system/wasapi`: sound on Windows. */
export {
  type AudioClient,
  type Endpoint,
  type Flow,
  HresultError,
  type MixFormat,
  type Packet,
  type WasapiBinding,
} from './binding.ts'
export { wasapiInputs, wasapiOutputs } from './endpoints.ts'
export { openWasapiInput } from './input.ts'
export { openWasapiOutput } from './output.ts'
export { windowsBinding } from './windows.ts'
