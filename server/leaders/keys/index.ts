/** How a leader proves on a telephone that it is they who answer: a PIN, or a passkey where the address allows one. */
export { type PasskeyAddress, passkeyAddress } from './address.ts'
export { LeaderKeys } from './leader-keys.ts'
export { isSimplePin } from './pin.ts'
export { addTry } from './store.ts'
