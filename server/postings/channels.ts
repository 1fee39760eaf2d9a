import type { Channel } from '../contract/index.ts'
import { fold } from '../vietnamese/index.ts'

/**
 * What a plan usually names (Thị xã Ngã Năm 2022, III.2: “Cổng thông tin điện tử, Trang cải cách hành chính của tỉnh … Báo …,
 * Đài Phát thanh - Truyền hình tỉnh … kênh zalo official và các kênh mạng xã hội khác (facebook, youtube)”). Whatever an
 * editorial board or somebody else's desk decides on wants an approval first.
 */
const USUAL: readonly { name: string; needsApproval: boolean }[] = [
  { name: 'Cổng thông tin điện tử', needsApproval: true },
  { name: 'Trang cải cách hành chính của tỉnh', needsApproval: true },
  { name: 'Zalo', needsApproval: true },
  { name: 'Facebook', needsApproval: true },
  { name: 'YouTube', needsApproval: true },
  { name: 'Báo tỉnh', needsApproval: true },
  { name: 'Đài Phát thanh - Truyền hình tỉnh', needsApproval: true },
]

/** The usual channels that a station does not have yet (pure). */
export function usualChannelsBeside(known: readonly Channel[]): { name: string; needsApproval: boolean }[] {
  const names = new Set(known.map(({ name }) => fold(name)))
  return USUAL.filter(({ name }) => !names.has(fold(name)))
}
