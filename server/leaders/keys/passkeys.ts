import type { AuthenticatorTransport } from '@simplewebauthn/server'
import type { PasskeyMade, PasskeySigned } from '../../contract/index.ts'
import { StationError } from '../../errors.ts'
import type { PasskeyAddress } from './address.ts'
import type { Passkey } from './store.ts'

/** Fetched when the first passkey is: most stations are reached by an address of digits and never have one. */
const webAuthn = () => import('@simplewebauthn/server')

/** Whether a challenge that came back is the one that was given out; it counts once. */
type Challenged = (challenge: string) => boolean

const TRANSPORTS: readonly AuthenticatorTransport[] = ['ble', 'hybrid', 'internal', 'nfc', 'usb']

/** What a browser needs to make a passkey in this very telephone, shown a finger or a face. */
export async function makingOptions(
  address: PasskeyAddress,
  whose: { stationName: string; phoneId: string; words: string; known: readonly Passkey[]; challenge: string },
) {
  const { generateRegistrationOptions } = await webAuthn()
  return generateRegistrationOptions({
    rpName: whose.stationName,
    rpID: address.rpId,
    userID: new Uint8Array(Buffer.from(whose.phoneId)),
    userName: whose.words,
    userDisplayName: whose.words,
    challenge: new Uint8Array(Buffer.from(whose.challenge, 'base64url')),
    attestationType: 'none',
    excludeCredentials: whose.known.map(({ id, transports }) => ({ id, transports: knownTransports(transports) })),
    authenticatorSelection: {
      authenticatorAttachment: 'platform',
      residentKey: 'discouraged',
      userVerification: 'required',
    },
  })
}

/** What a browser needs to have a passkey sign. */
export async function signingOptions(address: PasskeyAddress, known: readonly Passkey[], challenge: string) {
  const { generateAuthenticationOptions } = await webAuthn()
  return generateAuthenticationOptions({
    rpID: address.rpId,
    challenge: new Uint8Array(Buffer.from(challenge, 'base64url')),
    allowCredentials: known.map(({ id, transports }) => ({ id, transports: knownTransports(transports) })),
    userVerification: 'required',
  })
}

/** The passkey that was made. Refuses `signing-over` and `passkey-failed`. */
export async function verifyMade(
  address: PasskeyAddress,
  made: PasskeyMade,
  isOpen: Challenged,
): Promise<{ id: string; publicKey: Uint8Array; counter: number; transports: string[] }> {
  const { id, rawId, type, response } = made
  const transports = knownTransports(response.transports ?? [])
  const { verifyRegistrationResponse } = await webAuthn()
  const { verified, registrationInfo } = await told(isOpen, (expectedChallenge) =>
    verifyRegistrationResponse({
      response: { id, rawId, type, response: { ...response, transports }, clientExtensionResults: {} },
      expectedChallenge,
      expectedOrigin: address.origin,
      expectedRPID: address.rpId,
      requireUserVerification: true,
    }),
  )
  if (!verified || !registrationInfo) throw new StationError('passkey-failed')
  const { credential } = registrationInfo
  return { id: credential.id, publicKey: credential.publicKey, counter: credential.counter, transports }
}

/** The new count of the authenticator that signed. Refuses `signing-over` and `passkey-failed`. */
export async function verifySigned(
  address: PasskeyAddress,
  passkey: Passkey,
  signed: PasskeySigned,
  isOpen: Challenged,
): Promise<number> {
  const { id, rawId, type, response } = signed
  const { verifyAuthenticationResponse } = await webAuthn()
  const { verified, authenticationInfo } = await told(isOpen, (expectedChallenge) =>
    verifyAuthenticationResponse({
      response: { id, rawId, type, response, clientExtensionResults: {} },
      expectedChallenge,
      expectedOrigin: address.origin,
      expectedRPID: address.rpId,
      credential: {
        id: passkey.id,
        publicKey: passkey.publicKey,
        counter: passkey.counter,
        transports: knownTransports(passkey.transports),
      },
      requireUserVerification: true,
    }),
  )
  if (!verified) throw new StationError('passkey-failed')
  return authenticationInfo.newCounter
}

async function told<T>(isOpen: Challenged, verify: (expectedChallenge: Challenged) => Promise<T>): Promise<T> {
  let wasOpen: boolean | undefined
  try {
    return await verify((challenge) => {
      wasOpen = isOpen(challenge)
      return wasOpen
    })
  } catch (cause) {
    throw new StationError(wasOpen === false ? 'signing-over' : 'passkey-failed', {}, { cause })
  }
}

function knownTransports(names: readonly string[]): AuthenticatorTransport[] {
  return TRANSPORTS.filter((known) => names.includes(known))
}
