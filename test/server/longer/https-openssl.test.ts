import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Authority, keepAuthority, newLeaf } from '../../../server/https/authority.ts'
import { leafNames } from '../../../server/https/names.ts'
import { output } from '../../on-air/run.ts'

const MACHINE = { hostName: 'may-tram', addresses: ['192.168.1.20', 'fd00::20', '192.0.2.2'] }

describe('the station’s certificates, as openssl reads them', () => {
  let folder: string
  let authority: Authority
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'len-song-openssl-'))
    authority = (await keepAuthority(folder, MACHINE, Date.now())).authority
    await writeFile(join(folder, 'ca.pem'), authority.certificatePem)
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  const openssl = (...args: string[]) => output('openssl', args, process.env)
  async function verify(names: string[], ...as: string[]): Promise<string> {
    const leaf = await newLeaf(authority, names, Date.now())
    await writeFile(join(folder, 'leaf.pem'), leaf.certificatePem)
    const purpose = ['-purpose', 'sslserver', '-x509_strict', '-check_ss_sig']
    return openssl('verify', ...purpose, '-CAfile', join(folder, 'ca.pem'), ...as, join(folder, 'leaf.pem'))
  }

  it('hold for every name of the machine, also where the standard is taken at its word', async () => {
    const names = leafNames(MACHINE, authority.permits)
    for (const name of names) {
      const as = /^[\d.]+$|:/.test(name) ? '-verify_ip' : '-verify_hostname'
      expect(await verify(names, as, name)).toContain('leaf.pem: OK')
    }
  })

  it('are worth nothing for a name outside the house, even when the authority has signed it', async () => {
    for (const name of ['vietcombank.com.vn', '8.8.8.8', '2001:db8::5', 'google.com'])
      await expect(verify(['localhost', name])).rejects.toThrow('openssl')
  })

  it('bind the authority by a critical extension, to leaves alone', async () => {
    const text = await openssl('x509', '-in', join(folder, 'ca.pem'), '-noout', '-text')
    expect(text).toMatch(/X509v3 Name Constraints: critical\s+Permitted:/)
    expect(text).toMatch(/X509v3 Basic Constraints: critical\s+CA:TRUE, pathlen:0/)
    expect(text).toMatch(/X509v3 Key Usage: critical\s+Certificate Sign, CRL Sign/)
    for (const range of [
      'IP:10.0.0.0/255.0.0.0',
      'IP:192.168.0.0/255.255.0.0',
      'DNS:local',
      'DNS:may-tram',
      'IP:192.0.2.2/255.255.255.255',
    ])
      expect(text).toContain(range)
    expect(text).toContain('ecdsa-with-SHA256')
  })
})
