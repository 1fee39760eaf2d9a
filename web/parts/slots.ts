/** The places of a programme and how their length stands to its norm: each as a word, an icon and a tone. */

import CircleCheck from '@lucide/svelte/icons/circle-check'
import CircleDot from '@lucide/svelte/icons/circle-dot'
import Clock from '@lucide/svelte/icons/clock'
import Ellipsis from '@lucide/svelte/icons/ellipsis'
import Hand from '@lucide/svelte/icons/hand'
import Heading from '@lucide/svelte/icons/heading'
import LogOut from '@lucide/svelte/icons/log-out'
import Megaphone from '@lucide/svelte/icons/megaphone'
import MessageCircleQuestionMark from '@lucide/svelte/icons/message-circle-question-mark'
import MessageCircleReply from '@lucide/svelte/icons/message-circle-reply'
import Mic from '@lucide/svelte/icons/mic'
import Music from '@lucide/svelte/icons/music'
import Music2 from '@lucide/svelte/icons/music-2'
import Music4 from '@lucide/svelte/icons/music-4'
import PhoneCall from '@lucide/svelte/icons/phone-call'
import Speech from '@lucide/svelte/icons/speech'
import TriangleAlert from '@lucide/svelte/icons/triangle-alert'
import type { Component } from 'svelte'
import type { Fit, SlotKind } from '../../server/contract/index.ts'

type Icon = Component<{ size?: number | string }>

export interface SlotLook {
  words: string
  icon: Icon
}

/** Every kind of place, in the order in which a programme usually has them. */
export const SLOT_LOOK: Record<SlotKind, SlotLook> = {
  intro: { words: 'Nhạc hiệu mở', icon: Music },
  'opening-call': { words: 'Lời xướng', icon: Speech },
  greeting: { words: 'Lời chào', icon: Hand },
  headline: { words: 'Điểm tin', icon: Heading },
  item: { words: 'Tiết mục', icon: Mic },
  sting: { words: 'Nhạc cắt', icon: Music2 },
  question: { words: 'Câu hỏi', icon: MessageCircleQuestionMark },
  answer: { words: 'Trả lời', icon: MessageCircleReply },
  notice: { words: 'Thông báo', icon: Megaphone },
  hotline: { words: 'Đường dây nóng', icon: PhoneCall },
  filler: { words: 'Đệm giờ', icon: Ellipsis },
  'sign-off': { words: 'Lời chào kết', icon: LogOut },
  outro: { words: 'Nhạc hiệu kết', icon: Music4 },
}

/** How a length stands to its norm; `unknown` is shown as no tag at all where there is no norm. */
export const FIT_LOOK: Record<Fit, { words: string; icon: Icon; tone: 'plain' | 'due' | 'done' }> = {
  fits: { words: 'vừa', icon: CircleCheck, tone: 'done' },
  short: { words: 'thiếu', icon: CircleDot, tone: 'due' },
  long: { words: 'quá giờ', icon: TriangleAlert, tone: 'due' },
  unknown: { words: 'chưa rõ', icon: Clock, tone: 'plain' },
}
