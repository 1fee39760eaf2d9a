import { expect, test } from 'vitest'
import { problemSentence } from '../../server/airings/index.ts'

test('a device that is taken is told with the program that has it, where that is known', () => {
  expect(problemSentence('device-busy', { holder: 'audacity' })).toBe(
    'Thiết bị phát đang bị “audacity” chiếm: đóng “audacity”.',
  )
  expect(problemSentence('device-busy', {})).toContain('chương trình khác')
})

test('a problem without words of its own is shown all the same', () => {
  expect(problemSentence('never-seen')).toContain('never-seen')
})
