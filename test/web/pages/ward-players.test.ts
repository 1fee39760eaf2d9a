import { expect, test } from 'vitest'
import type { WardPlayer } from '../../../server/contract/index.ts'
import { playersInOrder, standingWords } from '../../../web/pages/wards/players.ts'

function player(wardName: string, state: WardPlayer['state'], problems: string[] = []): WardPlayer {
  return {
    playerId: wardName,
    wardStationId: wardName,
    wardName,
    computer: 'may-tram',
    firstSeenAt: 0,
    lastSeenAt: 0,
    state,
    words: '',
    problems,
    linesWaiting: 0,
  }
}

test('players that need somebody come first, then those that run, by the number in their name', () => {
  const all = [
    player('Phường 10', 'alive'),
    player('Phường 2', 'alive'),
    player('Phường 4', 'quiet', ['Kiểm tra mạng']),
    player('Phường 3', 'alive', ['Đồng hồ lệch']),
    player('Phường 1', 'silent', ['Kiểm tra mạng']),
  ]
  expect(playersInOrder(all).map(({ wardName }) => wardName)).toEqual([
    'Phường 1',
    'Phường 3',
    'Phường 4',
    'Phường 2',
    'Phường 10',
  ])
  expect(playersInOrder(all).map((one) => standingWords(one).words)).toEqual([
    'Im lặng',
    'Cần xem',
    'Mất liên lạc',
    'Đang chạy',
    'Đang chạy',
  ])
})
