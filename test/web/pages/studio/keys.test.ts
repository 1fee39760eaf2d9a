import { expect, test } from 'vitest'
import { studioKey } from '../../../../web/pages/studio/keys.ts'

class Element {
  isContentEditable = false
  closest(): null {
    return null
  }
}
// The rules run without a browser: only the question “is this an element” is asked of it.
Object.assign(globalThis, { HTMLElement: Element })

const pressed = (code: string, more: Partial<Parameters<typeof studioKey>[0]> = {}) =>
  studioKey({ code, repeat: false, ctrlKey: false, altKey: false, metaKey: false, target: null, ...more })

test('keys mean what is written on the buttons', () => {
  expect(['KeyR', 'KeyS', 'KeyM', 'KeyL', 'KeyD', 'KeyK'].map((code) => pressed(code))).toEqual([
    'toggle',
    'stop',
    'mark',
    'retake',
    'practise',
    'room',
  ])
  expect(pressed('KeyX')).toBeUndefined()
})

test('none acts while typing, in a dialog, or together with Ctrl, Alt or the system’s key', () => {
  const typing = Object.assign(new Element(), { closest: () => new Element() }) as unknown as EventTarget
  const writing = Object.assign(new Element(), { isContentEditable: true }) as unknown as EventTarget
  expect(pressed('KeyR', { target: typing })).toBeUndefined()
  expect(pressed('KeyR', { target: writing })).toBeUndefined()
  for (const key of ['ctrlKey', 'altKey', 'metaKey'] as const) expect(pressed('KeyR', { [key]: true })).toBeUndefined()
  expect(pressed('KeyR', { target: new Element() as unknown as EventTarget })).toBe('toggle')
})

test('a key held down records once, but goes on moving the text', () => {
  expect(pressed('KeyR', { repeat: true })).toBeUndefined()
  expect(pressed('ArrowDown', { repeat: true })).toBe('line-down')
})
