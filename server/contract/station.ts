import { Type } from 'typebox'
import { Id, Instant } from './common.ts'

/** “Phát ra loa phóng thanh hay FM?”: the answer sets the loudness target (horns −16 LUFS, FM −23 LUFS). */
export const SoundKind = Type.Union([Type.Literal('horn'), Type.Literal('fm')])

export const DeviceChoice = Type.Object({ id: Type.String({ maxLength: 500 }), name: Type.String({ maxLength: 500 }) })

export const Station = Type.Object({
  name: Type.String(),
  zone: Type.String(),
  soundKind: SoundKind,
  targetLufs: Type.Number(),
  /** Where programmes sound. Absent until chosen. */
  airDevice: Type.Optional(DeviceChoice),
  /** Where people listen before airing; absent means “in the browser”. */
  listeningDevice: Type.Optional(DeviceChoice),
})

export const Account = Type.Object({ id: Id, username: Type.String(), displayName: Type.String() })

/** First question of every page: is the station set up, and who is signed in? */
export const Me = Type.Object({
  setUp: Type.Boolean(),
  account: Type.Optional(Account),
  station: Type.Optional(Station),
  /** The ward whose account it is: it sees and does only what is of the ward's own programmes. */
  ward: Type.Optional(Type.Object({ id: Id, name: Type.String() })),
  /** The station's clock; pages show this clock, never the visitor's. */
  now: Instant,
  /** True on the throw-away data of `npm run demo`. */
  demo: Type.Boolean(),
})

const Username = Type.String({ minLength: 3, maxLength: 40, pattern: '^[A-Za-z0-9._-]+$' })
const Password = Type.String({ minLength: 8, maxLength: 200 })

export const SetUp = Type.Object({
  stationName: Type.String({ minLength: 1, maxLength: 200 }),
  displayName: Type.String({ minLength: 1, maxLength: 100 }),
  username: Username,
  password: Password,
  soundKind: SoundKind,
})

export const SignIn = Type.Object({
  username: Type.String({ maxLength: 200 }),
  password: Type.String({ maxLength: 1000 }),
})

/** Somebody else who works with the station. */
export const AccountMade = Type.Object({
  displayName: Type.String({ minLength: 1, maxLength: 100 }),
  username: Username,
  password: Password,
})

export const StationChange = Type.Object({
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  soundKind: Type.Optional(SoundKind),
})

export const Device = Type.Object({
  /** Stable identity, kept in the settings. */
  id: Type.String(),
  /** Human name. */
  name: Type.String(),
  system: Type.String(),
  /** True for the null device, which makes no sound anywhere. */
  isNull: Type.Boolean(),
})

export const Devices = Type.Object({
  devices: Type.Array(Device),
  /** Why there are none but the null device, in Vietnamese. */
  problem: Type.Optional(Type.String()),
})

export const DevicesChosen = Type.Object({
  airDeviceId: Type.String({ maxLength: 500 }),
  /** `null`: listening happens in the browser. */
  listeningDeviceId: Type.Union([Type.Null(), Type.String({ minLength: 1, maxLength: 500 })]),
})

/** The person has answered “cụm loa đang bật?” and wants to hear the tone all the same. */
export const TestToneAsked = Type.Object({
  deviceId: Type.String({ maxLength: 500 }),
  loudspeakersAnswered: Type.Literal(true),
})

/** What to hear on the listening device. */
export const ListenAsked = Type.Object({
  kind: Type.Union([Type.Literal('take'), Type.Literal('render'), Type.Literal('tune')]),
  id: Id,
})

export const Health = Type.Object({
  node: Type.String(),
  ffmpeg: Type.Object({
    path: Type.String(),
    version: Type.String(),
    origin: Type.String(),
    lacks: Type.Array(Type.String()),
    /** Vietnamese: which one it is, and what it lacks. */
    words: Type.String(),
  }),
  diskFreeBytes: Type.Number(),
  uploadLimitBytes: Type.Number(),
  dataDir: Type.String(),
  /** How other machines on the network reach the station: `http://192.168.1.20:8080`. */
  lanAddresses: Type.Array(Type.String()),
})
