import { X509Certificate } from 'node:crypto'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Authority, keepAuthority, keepLeaf, newLeaf, readLeaf } from '../../../server/https/authority.ts'
import { leafNames, reissueReason } from '../../../server/https/names.ts'

const DAY_MS = 86_400_000
const NOW = Date.UTC(2026, 10, 22, 3, 4, 5, 678)
const MACHINE = { hostName: 'may-tram', addresses: ['192.168.1.20', 'fd00::20'] }

describe('the station’s own authority', () => {
  let dataDir: string
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'len-song-authority-'))
  })
  afterEach(() => rm(dataDir, { recursive: true, force: true }))
  const keep = async (now = NOW) => (await keepAuthority(dataDir, MACHINE, now)).authority
  const path = () => join(dataDir, 'https', 'authority.pem')

  it('is made once for ten years, for its owner’s eyes alone', async () => {
    const first = await keepAuthority(dataDir, MACHINE, NOW)
    expect(first.isNew).toBe(true)
    expect((await stat(path())).mode & 0o777).toBe(0o600)
    expect((await stat(join(dataDir, 'https'))).mode & 0o777).toBe(0o700)
    expect(first.authority.name).toBe('Lên Sóng may-tram 22/11/2026')
    expect(first.authority.notAfter).toBeGreaterThan(NOW + 3650 * DAY_MS)
    expect(first.authority.certificate.publicKey.asymmetricKeyDetails?.namedCurve).toBe('prime256v1')

    const again = await keepAuthority(dataDir, { hostName: 'khac-1', addresses: [] }, NOW + 400 * DAY_MS)
    expect(again.isNew).toBe(false)
    expect(again.authority.certificate.fingerprint256).toBe(first.authority.certificate.fingerprint256)
  })

  it('is never made anew over a damaged file: a sentence says what to do', async () => {
    await keep()
    const whole = await readFile(path(), 'utf8')
    const [key = '', certificate = ''] = whole.split(/(?=-----BEGIN CERTIFICATE)/)
    const other = await otherAuthority()
    const damaged = [
      '',
      'rác',
      certificate,
      key,
      whole.slice(0, -80),
      key + other.certificatePem,
      whole.replace('MII', 'MIJ'),
    ]
    for (const text of damaged) {
      await writeFile(path(), text)
      await expect(keep()).rejects.toMatchObject({ code: 'authority-damaged' })
      expect(await readFile(path(), 'utf8')).toBe(text)
    }
    await writeFile(path(), whole)
    await expect(keep()).resolves.toMatchObject({ name: 'Lên Sóng may-tram 22/11/2026' })
  })

  it('is not made by a clock without a battery, and says when its own time is over', async () => {
    await expect(keep(Date.UTC(2010, 0, 1))).rejects.toMatchObject({ code: 'clock-behind' })
    const { notAfter } = await keep()
    await expect(keep(notAfter + 1)).rejects.toMatchObject({ code: 'authority-over', details: { date: '22/11/2036' } })
  })

  it('signs leaves for the machine’s names, 397 days long and no longer than itself', async () => {
    const authority = await keep()
    const names = leafNames(MACHINE, authority.permits)
    const leaf = await newLeaf(authority, names, NOW)
    expect([...leaf.names].sort()).toEqual(names)
    expect(names).toEqual(expect.arrayContaining(['may-tram', 'may-tram.local', '192.168.1.20', 'fd00::20']))
    expect(leaf.notAfter - leaf.notBefore).toBeLessThanOrEqual(397 * DAY_MS)
    expect(leaf.notBefore).toBeLessThan(NOW)
    const certificate = new X509Certificate(leaf.certificatePem)
    expect(certificate.checkHost('may-tram.local')).toBeDefined()
    expect(certificate.checkIP('192.168.1.20')).toBeDefined()
    expect(certificate.checkIP('192.168.1.21')).toBeUndefined()
    expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1'])

    const last = await newLeaf(authority, names, authority.notAfter - 10 * DAY_MS)
    expect(last.notAfter).toBe(authority.notAfter)
  })

  it('reads every name of a leaf back as it was asked for, so that no leaf is made anew for nothing', async () => {
    const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/)
    const machine = fc.record({
      hostName: fc.array(label, { minLength: 1, maxLength: 3 }).map((labels) => labels.join('.')),
      addresses: fc.array(fc.oneof(fc.ipV4(), fc.ipV6()), { maxLength: 5 }),
    })
    await fc.assert(
      fc.asyncProperty(machine, async (moved) => {
        const authority = await keep()
        const names = leafNames(moved, authority.permits)
        const leaf = await newLeaf(authority, names, NOW)
        expect(reissueReason(leaf, names, NOW, authority.notAfter)).toBeUndefined()
      }),
      { numRuns: 25 },
    )
  })

  it('made by a clock ahead of time is good once the clock is right', async () => {
    const ahead = await keep(Date.UTC(2031, 0, 1))
    expect(ahead.certificate.validFromDate.getTime()).toBeLessThan(NOW)
    const early = await newLeaf(ahead, ['localhost'], Date.UTC(2031, 0, 1))
    expect(reissueReason(early, ['localhost'], NOW, ahead.notAfter)).toBe('not-yet-valid')
  })

  it('takes a kept leaf only when it is whole and its own', async () => {
    const authority = await keep()
    expect(await readLeaf(dataDir, authority)).toBeUndefined()
    const leaf = await newLeaf(authority, ['localhost'], NOW)
    await keepLeaf(dataDir, leaf)
    const kept = join(dataDir, 'https', 'leaf.pem')
    expect((await stat(kept)).mode & 0o777).toBe(0o600)
    expect(await readLeaf(dataDir, authority)).toEqual(leaf)

    const whole = await readFile(kept, 'utf8')
    for (const text of ['', whole.slice(0, 300), whole.slice(40)]) {
      await writeFile(kept, text)
      expect(await readLeaf(dataDir, authority)).toBeUndefined()
    }
    await keepLeaf(dataDir, await newLeaf(await otherAuthority(), ['localhost'], NOW))
    expect(await readLeaf(dataDir, authority)).toBeUndefined()
  })

  async function otherAuthority(): Promise<Authority> {
    const elsewhere = await mkdtemp(join(tmpdir(), 'len-song-other-'))
    const { authority } = await keepAuthority(elsewhere, MACHINE, NOW)
    await rm(elsewhere, { recursive: true })
    return authority
  }
})
