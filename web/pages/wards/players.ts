import type { WardPlayer } from '../../../server/contract/index.ts'

/** How a player stands at a glance: alive, alive with something to see to, quiet for a while, silent for a day. */
export type PlayerStanding = WardPlayer['state'] | 'troubled'

const ORDER: readonly PlayerStanding[] = ['silent', 'troubled', 'quiet', 'alive']
const WORDS: Record<PlayerStanding, string> = {
  alive: 'Đang chạy',
  troubled: 'Cần xem',
  quiet: 'Mất liên lạc',
  silent: 'Im lặng',
}

/** The standing of a player and its word. */
export function standingWords(player: WardPlayer): { standing: PlayerStanding; words: string } {
  const standing = player.state === 'alive' && player.problems.length > 0 ? 'troubled' : player.state
  return { standing, words: WORDS[standing] }
}

/** Those that need somebody first; among them by the ward's name. */
export function playersInOrder(players: readonly WardPlayer[]): WardPlayer[] {
  const byName = new Intl.Collator('vi', { numeric: true })
  const rank = (player: WardPlayer) => ORDER.indexOf(standingWords(player).standing)
  return players.toSorted((a, b) => rank(a) - rank(b) || byName.compare(a.wardName, b.wardName))
}
