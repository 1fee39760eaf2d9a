/** Passkeys in the browser, fetched only where the address allows them; plain HTTP and addresses of digits have none. */
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser'
import type { PasskeyMade, PasskeySigned } from '../../../server/contract/index.ts'

/** Whether this device itself can look at a finger or a face. */
export async function canLook(): Promise<boolean> {
  if (!isSecureContext) return false
  const { platformAuthenticatorIsAvailable } = await import('@simplewebauthn/browser')
  return platformAuthenticatorIsAvailable()
}

/** Asks the device to make a passkey; rejects when the person gives it up. */
export async function makePasskey(optionsJSON: PublicKeyCredentialCreationOptionsJSON): Promise<PasskeyMade> {
  const { startRegistration } = await import('@simplewebauthn/browser')
  const { id, rawId, type, response } = await startRegistration({ optionsJSON })
  const { clientDataJSON, attestationObject, transports } = response
  return { id, rawId, type, response: { clientDataJSON, attestationObject, ...(transports && { transports }) } }
}

/** Asks the device to sign; rejects when the person gives it up. */
export async function signWithPasskey(optionsJSON: PublicKeyCredentialRequestOptionsJSON): Promise<PasskeySigned> {
  const { startAuthentication } = await import('@simplewebauthn/browser')
  const { id, rawId, type, response } = await startAuthentication({ optionsJSON })
  const { clientDataJSON, authenticatorData, signature } = response
  return { id, rawId, type, response: { clientDataJSON, authenticatorData, signature } }
}

/** Whether what was thrown is the person's own “no”. */
export function isGivenUp(thrown: unknown): boolean {
  return thrown instanceof Error && (thrown.name === 'NotAllowedError' || thrown.name === 'AbortError')
}
