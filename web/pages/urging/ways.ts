/** How units are urged: in words, with an icon. */
import FileText from '@lucide/svelte/icons/file-text'
import MessageCircle from '@lucide/svelte/icons/message-circle'
import MessagesSquare from '@lucide/svelte/icons/messages-square'
import Phone from '@lucide/svelte/icons/phone'
import type { UrgingWay } from '../../../server/contract/index.ts'

export const WAY_LOOK: Record<UrgingWay, { words: string; icon: typeof Phone }> = {
  zalo: { words: 'Nhắn qua Zalo', icon: MessageCircle },
  paper: { words: 'Gửi công văn', icon: FileText },
  telephone: { words: 'Gọi điện thoại', icon: Phone },
  other: { words: 'Cách khác', icon: MessagesSquare },
}
