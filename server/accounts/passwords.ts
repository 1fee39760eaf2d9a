import { hash, verify } from '@node-rs/argon2'

/** Hashes a password with argon2id at the library's standing parameters (OWASP: 19 MiB, 2 passes, 1 lane). */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'))
}

/**
 * Whether the password is the account's. Without an account the same work is done on a decoy, so that the time taken
 * does not tell which names exist.
 */
export async function isPassword(passwordHash: string | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword('không có tài khoản này')
  const matches = await verify(passwordHash ?? (await decoy), password.normalize('NFC'))
  return passwordHash !== undefined && matches
}

let decoy: Promise<string> | undefined
