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
import { SLOT_WORDS } from '../slot-words.ts'

type Icon = Component<{ size?: number | string }>

export interface SlotLook {
  words: string
  icon: Icon
}

/** Every kind of place, in the order in which a programme usually has them. */
export const SLOT_LOOK: Record<SlotKind, SlotLook> = {
  intro: { words: SLOT_WORDS.intro, icon: Music },
  'opening-call': { words: SLOT_WORDS['opening-call'], icon: Speech },
  greeting: { words: SLOT_WORDS.greeting, icon: Hand },
  headline: { words: SLOT_WORDS.headline, icon: Heading },
  item: { words: SLOT_WORDS.item, icon: Mic },
  sting: { words: SLOT_WORDS.sting, icon: Music2 },
  question: { words: SLOT_WORDS.question, icon: MessageCircleQuestionMark },
  answer: { words: SLOT_WORDS.answer, icon: MessageCircleReply },
  notice: { words: SLOT_WORDS.notice, icon: Megaphone },
  hotline: { words: SLOT_WORDS.hotline, icon: PhoneCall },
  filler: { words: SLOT_WORDS.filler, icon: Ellipsis },
  'sign-off': { words: SLOT_WORDS['sign-off'], icon: LogOut },
  outro: { words: SLOT_WORDS.outro, icon: Music4 },
}

/** How a length stands to its norm; `unknown` is shown as no tag at all where there is no norm. */
export const FIT_LOOK: Record<Fit, { words: string; icon: Icon; tone: 'plain' | 'due' | 'done' }> = {
  fits: { words: 'vừa', icon: CircleCheck, tone: 'done' },
  short: { words: 'thiếu', icon: CircleDot, tone: 'due' },
  long: { words: 'quá giờ', icon: TriangleAlert, tone: 'due' },
  unknown: { words: 'chưa rõ', icon: Clock, tone: 'plain' },
}
