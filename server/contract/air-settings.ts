import { Type } from 'typebox'
import { Id, Instant } from './common.ts'
import { DeviceChoice } from './station.ts'

/** A command line run on the station's computer, or an address that is asked for. */
export const HookTarget = Type.Union([
  Type.Object({ kind: Type.Literal('command'), command: Type.String({ minLength: 1, maxLength: 1000 }) }),
  Type.Object({
    kind: Type.Literal('url'),
    url: Type.String({ minLength: 8, maxLength: 1000, pattern: '^https?://' }),
  }),
])

const Seconds = (minimum: number, maximum: number) => Type.Number({ minimum, maximum })

/** Switches the transmitter before and after each airing. */
export const RelaySettings = Type.Object({
  before: Type.Optional(
    Type.Object({ target: HookTarget, aheadSeconds: Seconds(0, 600), withinSeconds: Seconds(1, 120) }),
  ),
  after: Type.Optional(
    Type.Object({ target: HookTarget, laterSeconds: Seconds(0, 600), withinSeconds: Seconds(1, 120) }),
  ),
})

/** How the station airs, beside the main device: all of it optional, all of it with a default that works. */
export const AirSettings = Type.Object({
  reserveDevice: Type.Optional(DeviceChoice),
  /** An input that hears what left: the desk's return, a tuner. */
  returnInput: Type.Optional(DeviceChoice),
  /** The microphone or line for live emergencies, and when it was last tested. */
  liveInput: Type.Optional(DeviceChoice),
  liveInputTestedAt: Type.Optional(Instant),
  relay: RelaySettings,
  /** Red lines are sent there too, so that Zalo or e-mail can be attached. */
  alarmHook: Type.Optional(HookTarget),
  silence: Type.Object({ belowDbfs: Seconds(-90, -10), forSeconds: Seconds(3, 300) }),
})

/** Whole groups are replaced; `null` takes a choice back. */
export const AirSettingsChange = Type.Object({
  reserveDeviceId: Type.Optional(Type.Union([Type.Null(), Type.String({ minLength: 1, maxLength: 500 })])),
  returnInputId: Type.Optional(Type.Union([Type.Null(), Type.String({ minLength: 1, maxLength: 500 })])),
  liveInputId: Type.Optional(Type.Union([Type.Null(), Type.String({ minLength: 1, maxLength: 500 })])),
  relay: Type.Optional(RelaySettings),
  alarmHook: Type.Optional(Type.Union([Type.Null(), HookTarget])),
  silence: Type.Optional(Type.Object({ belowDbfs: Seconds(-90, -10), forSeconds: Seconds(3, 300) })),
})

/** An input to choose from. */
export const Input = Type.Object({ id: Type.String(), name: Type.String() })
export const Inputs = Type.Object({ inputs: Type.Array(Input), problem: Type.Optional(Type.String()) })

/** Three seconds of an input: what came in. */
export const InputTestAsked = Type.Object({ inputId: Type.String({ minLength: 1, maxLength: 500 }) })
export const InputTested = Type.Object({
  peakDbfs: Type.Number(),
  rmsDbfs: Type.Number(),
  heardSomething: Type.Boolean(),
})

export const HookTried = Type.Object({
  result: Type.Union([Type.Literal('done'), Type.Literal('failed'), Type.Literal('timed-out')]),
  tookMs: Type.Number(),
  /** The first lines of what it said. */
  said: Type.String(),
})

/** How one programme airs when something comes between. */
export const ProgrammeAirRules = Type.Object({
  priority: Type.Union([Type.Literal('normal'), Type.Literal('high')]),
  late: Type.Union([Type.Literal('join'), Type.Literal('from-top'), Type.Literal('miss')]),
  /** How long after its planned end it may still sound when it begins late or goes on after an interruption. */
  slackMinutes: Type.Integer({ minimum: 0, maximum: 720 }),
  displaced: Type.Union([Type.Literal('resume'), Type.Literal('rejoin'), Type.Literal('reschedule')]),
  reserve: Type.Union([Type.Literal('last-edition'), Type.Literal('apology'), Type.Literal('nothing')]),
  /** The announcement that is the apology. */
  apologyId: Type.Optional(Id),
})
