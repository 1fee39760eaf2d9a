import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Trust } from '../../../../server/contract/index.ts'
import { isThisMachine, secureOrigin, telephoneAddresses } from '../../../../web/pages/trust/addresses.ts'
import { DEVICES, deviceOf, inOrderFor } from '../../../../web/pages/trust/device.ts'
import { guideOf } from '../../../../web/pages/trust/guides.ts'
import { placePicture, wrap } from '../../../../web/pages/trust/picture.ts'

const SERVING: Trust = {
  state: 'serving',
  port: 8443,
  names: ['127.0.0.1', '192.168.1.20', '::1', 'fd00::20', 'localhost', 'may-tram.local'],
  plainAddresses: ['http://203.162.4.191:8080', 'http://10.0.0.7:8080', 'http://192.168.1.20:8080'],
}

describe('the secure address', () => {
  test('keeps the name that the visitor came by, where the certificate holds for it', () => {
    expect(secureOrigin(SERVING, '192.168.1.20')).toBe('https://192.168.1.20:8443')
    expect(secureOrigin(SERVING, 'may-tram.local')).toBe('https://may-tram.local:8443')
    expect(secureOrigin(SERVING, '[fd00::20]')).toBe('https://[fd00::20]:8443')
  })

  test('is one that other machines reach, for a visitor who came by another name', () => {
    expect(secureOrigin(SERVING, 'dai.example')).toBe('https://192.168.1.20:8443')
    expect(secureOrigin({ ...SERVING, names: ['127.0.0.1', 'localhost', 'a.local'] }, 'x')).toBe('https://a.local:8443')
    expect(secureOrigin({ ...SERVING, names: ['127.0.0.1'] }, 'x')).toBeUndefined()
    expect(secureOrigin({ state: 'failed', plainAddresses: [] }, '192.168.1.20')).toBeUndefined()
  })

  test('for a telephone is drawn from those that have a secure side, the visitor’s own first', () => {
    expect(telephoneAddresses(SERVING, 'localhost')).toEqual(['http://192.168.1.20:8080/tin-cay'])
    const two = { ...SERVING, names: ['10.0.0.7', '192.168.1.20'] }
    expect(telephoneAddresses(two, '192.168.1.20')[0]).toBe('http://192.168.1.20:8080/tin-cay')
  })

  test('knows the station’s own machine', () => {
    expect(['localhost', '127.0.0.1', '[::1]', '192.168.1.20', 'may.local'].map(isThisMachine)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ])
  })
})

describe('the visitor’s device', () => {
  const agent = (userAgent: string, maxTouchPoints = 0) => deviceOf({ userAgent, maxTouchPoints })

  test('is told from what the browser says', () => {
    expect(
      agent('Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36', 5),
    ).toBe('android')
    expect(agent('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1', 5)).toBe(
      'iphone',
    )
    expect(agent('Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Safari/605.1.15', 5)).toBe(
      'iphone',
    )
    expect(agent('Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Safari/605.1.15')).toBe('mac')
    expect(agent('Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0 Safari/537.36')).toBe(
      'windows',
    )
    expect(agent('Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0')).toBe('firefox')
    expect(agent('Mozilla/5.0 (Android 14; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0', 5)).toBe('android')
    expect(agent('Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/142.0 Safari/537.36')).toBe('linux')
    expect(agent('')).toBe('windows')
  })

  test('comes first, and none is left out', () => {
    for (const own of DEVICES) {
      expect(inOrderFor(own)[0]).toBe(own)
      expect([...inOrderFor(own)].sort()).toEqual([...DEVICES].sort())
    }
  })
})

describe('the guides', () => {
  const NAME = 'Lên Sóng may-tram-cua-dai-truyen-thanh 22/11/2026'

  test('begin with what to download, say where to touch, and have their words on the picture', () => {
    for (const device of DEVICES) {
      const { steps } = guideOf(device, NAME)
      expect(steps[0]?.handout).toBe(device === 'iphone' ? 'profile' : 'certificate')
      expect(steps.length).toBeGreaterThan(1)
      for (const { picture } of steps) if (picture) expect(picture.lines.some(({ isHere }) => isHere)).toBe(true)
    }
  })

  test('fit their pictures', () => {
    for (const device of DEVICES) {
      for (const { picture } of guideOf(device, NAME).steps) {
        if (!picture) continue
        const placed = placePicture(picture)
        let bottom = 0
        for (const { y, height, rows } of placed.lines) {
          expect(y).toBeGreaterThanOrEqual(bottom)
          expect(rows.length).toBeGreaterThan(0)
          bottom = y + height
        }
        expect(bottom).toBeLessThan(placed.height)
      }
    }
  })
})

test('wrapped words are all there, in order, and no row is longer than it may be but for one long word', () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^\S{1,20}$/), { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 5, max: 40 }),
      (words, most) => {
        const rows = wrap(words.join(' '), most)
        expect(rows.join(' ')).toBe(words.join(' '))
        for (const row of rows) expect(row.length <= most || !row.includes(' ')).toBe(true)
      },
    ),
  )
})
