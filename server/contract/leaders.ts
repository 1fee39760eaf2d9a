import { Type } from 'typebox'
import { Id, Instant, Signed } from './common.ts'

/** Who approves: the office as it stands on papers, and the name where it is known. */
export const Leader = Type.Object({
  id: Id,
  /** “Chủ tịch UBND phường”. */
  title: Type.String(),
  name: Type.Optional(Type.String()),
  /** Both as one would write them: “Nguyễn Văn A, Chủ tịch UBND phường”, or the office alone. */
  words: Type.String(),
})

export const LeaderMade = Type.Object({
  title: Type.String({ minLength: 1, maxLength: 200 }),
  name: Type.Optional(Type.String({ maxLength: 100 })),
})

/** dùng được · bị khoá sau nhiều lần sai mã PIN · đã thôi dùng. */
export const PhoneState = Type.Union([Type.Literal('usable'), Type.Literal('locked'), Type.Literal('ended')])

/** A telephone (or another device) on which a leader approves. */
export const LeaderPhone = Type.Object({
  id: Id,
  /** As its owner calls it: “iPhone của anh Ba”. */
  name: Type.String(),
  registeredAt: Instant,
  /** Who at the station made the link that it was registered with. */
  linkMadeBy: Type.String(),
  /** The address it was registered at, `http://192.168.1.20:8080`: a link to another host finds it a stranger. */
  origin: Type.Optional(Type.String()),
  /** The newest time that somebody approved, returned or tried to with it. */
  lastTriedAt: Type.Optional(Instant),
  state: PhoneState,
  hasPasskey: Type.Boolean(),
})

/** A leader as the settings show them. */
export const LeaderKept = Type.Object({
  ...Leader.properties,
  phones: Type.Array(LeaderPhone),
  /** Until when a link that was made and not used yet may register a telephone. */
  linkOpenUntil: Type.Optional(Instant),
  /** Approves no more. */
  ended: Type.Optional(Signed),
})

/** What narrows the list of leaders; without a state those who approve and those who did. */
export const LeadersAsked = Type.Object({
  words: Type.Optional(Type.String({ maxLength: 200 })),
  state: Type.Optional(Type.Union([Type.Literal('approving'), Type.Literal('ended')])),
})

/** The way to register one telephone; the station shows it once and keeps only its hash. */
export const LeaderLink = Type.Object({ path: Type.String(), expiresAt: Instant })

/** What a visitor with a link is told before they register. */
export const PhoneOffered = Type.Object({ leader: Leader, stationName: Type.String(), expiresAt: Instant })

/** Six digits. */
export const Pin = Type.String({ pattern: '^[0-9]{6}$' })

export const PhoneRegistered = Type.Object({
  secret: Type.String({ minLength: 1, maxLength: 100 }),
  phoneName: Type.String({ minLength: 1, maxLength: 100 }),
  pin: Pin,
})

/** The registered telephone that asks, and whose it is. */
export const PhoneMine = Type.Object({
  leader: Leader,
  stationName: Type.String(),
  /** The station's clock. */
  now: Instant,
  phone: Type.Object({
    id: Id,
    name: Type.String(),
    state: PhoneState,
    /** Wrong PINs that are left before it is locked. */
    triesLeft: Type.Integer(),
    hasPasskey: Type.Boolean(),
  }),
  /** The address is one for which browsers make passkeys: HTTPS (or this very machine), and a name, not a number. */
  mayUsePasskey: Type.Boolean(),
})

const Base64Url = Type.String({ maxLength: 20_000, pattern: '^[A-Za-z0-9_-]*$' })
const Credential = { id: Base64Url, rawId: Base64Url, type: Type.Literal('public-key') }

/** What a browser answers when it has made a passkey (W3C Web Authentication Level 3, 5.1.8); verified, not believed. */
export const PasskeyMade = Type.Object({
  ...Credential,
  response: Type.Object({
    clientDataJSON: Base64Url,
    attestationObject: Base64Url,
    transports: Type.Optional(Type.Array(Type.String({ maxLength: 30 }), { maxItems: 10 })),
  }),
})

/** What a browser answers when a passkey has signed. */
export const PasskeySigned = Type.Object({
  ...Credential,
  response: Type.Object({ clientDataJSON: Base64Url, authenticatorData: Base64Url, signature: Base64Url }),
})

/** What a browser is asked to make or to sign. */
export const WebAuthnOptions = Type.Record(Type.String(), Type.Unknown())

/** The proof that it is the leader who answers: the PIN, or the telephone's own look at a finger or a face. */
export const LeaderProof = Type.Union([Type.Object({ pin: Pin }), Type.Object({ passkey: PasskeySigned })])

/** Adding a passkey wants the PIN first. */
export const PasskeyAsked = Type.Object({ pin: Pin })
