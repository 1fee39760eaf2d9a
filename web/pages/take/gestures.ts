import { RULER_PX } from './draw.ts'
import type { WaveState } from './wave.svelte.ts'

/** A press that moves no further is a click or a tap. */
const STILL_PX = 5

interface Wanted {
  wave: WaveState
  /** A place was pressed. */
  onplace: (ms: number, isMarking: boolean) => void
  /** A double click at a place. */
  ontwice?: (ms: number) => void
}

type Doing =
  | { what: 'pressing'; id: number; x: number; isTouch: boolean; fromRuler: boolean; isMarking: boolean }
  | { what: 'marking'; id: number; anchorMs: number }
  | { what: 'scrolling'; id: number; x: number }
  | { what: 'pinching'; distance: number; middle: number }

/**
 * A mouse marks by dragging and scrolls by dragging the ruler; a finger scrolls by dragging, two fingers zoom. The wheel
 * zooms with Ctrl and scrolls sideways; up and down it is left to the page.
 */
export function gestures({ wave, onplace, ontwice }: Wanted): (element: HTMLElement) => () => void {
  return (element) => {
    const fingers = new Map<number, { x: number; y: number }>()
    let doing: Doing | undefined
    const pxOf = (event: MouseEvent) => event.clientX - element.getBoundingClientRect().left
    const pinch = (): { distance: number; middle: number } => {
      const [a = { x: 0, y: 0 }, b = a] = [...fingers.values()]
      return { distance: Math.max(8, Math.hypot(a.x - b.x, a.y - b.y)), middle: (a.x + b.x) / 2 }
    }

    const onDown = (event: PointerEvent) => {
      if (event.button !== 0) return
      const x = pxOf(event)
      element.setPointerCapture(event.pointerId)
      const isTouch = event.pointerType !== 'mouse'
      if (isTouch) fingers.set(event.pointerId, { x, y: event.clientY })
      if (fingers.size === 2) doing = { what: 'pinching', ...pinch() }
      else {
        const fromRuler = event.clientY - element.getBoundingClientRect().top < RULER_PX
        doing = { what: 'pressing', id: event.pointerId, x, isTouch, fromRuler, isMarking: event.shiftKey }
      }
    }

    const onMove = (event: PointerEvent) => {
      const x = pxOf(event)
      if (fingers.has(event.pointerId)) fingers.set(event.pointerId, { x, y: event.clientY })
      if (doing?.what === 'pinching' && fingers.size === 2) {
        const now = pinch()
        wave.scroll(doing.middle - now.middle)
        wave.zoom(now.distance / doing.distance, now.middle)
        doing = { what: 'pinching', ...now }
        return
      }
      if (!doing || doing.what === 'pinching' || doing.id !== event.pointerId) return
      if (doing.what === 'pressing' && Math.abs(x - doing.x) > STILL_PX) {
        const { id, isTouch, fromRuler } = doing
        doing =
          isTouch || fromRuler
            ? { what: 'scrolling', id, x: doing.x }
            : { what: 'marking', id, anchorMs: wave.msAt(doing.x) }
      }
      if (doing.what === 'scrolling') {
        wave.scroll(doing.x - x)
        doing = { ...doing, x }
      } else if (doing.what === 'marking') {
        // Dragged past an edge it scrolls along.
        if (x < 0 || x > wave.widthPx) wave.scroll(x < 0 ? x / 4 : (x - wave.widthPx) / 4)
        wave.select(doing.anchorMs, wave.msAt(x))
      }
    }

    const onUp = (event: PointerEvent) => {
      fingers.delete(event.pointerId)
      const done = doing
      if (done?.what === 'pinching' || (done && done.id === event.pointerId)) doing = undefined
      if (event.type === 'pointercancel' || done?.what !== 'pressing' || done.id !== event.pointerId) return
      onplace(wave.msAt(done.x), done.isMarking)
    }

    const onWheel = (event: WheelEvent) => {
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault()
        wave.zoom(Math.exp(-event.deltaY * (event.deltaMode === 0 ? 0.004 : 0.12)), pxOf(event))
        return
      }
      const sideways = event.deltaX !== 0 ? event.deltaX : event.shiftKey ? event.deltaY : 0
      if (sideways === 0) return
      event.preventDefault()
      wave.scroll(event.deltaMode === 0 ? sideways : sideways * 30)
    }

    const onTwice = (event: MouseEvent) => ontwice?.(wave.msAt(pxOf(event)))

    element.addEventListener('pointerdown', onDown)
    element.addEventListener('pointermove', onMove)
    element.addEventListener('pointerup', onUp)
    element.addEventListener('pointercancel', onUp)
    element.addEventListener('wheel', onWheel, { passive: false })
    element.addEventListener('dblclick', onTwice)
    return () => {
      element.removeEventListener('pointerdown', onDown)
      element.removeEventListener('pointermove', onMove)
      element.removeEventListener('pointerup', onUp)
      element.removeEventListener('pointercancel', onUp)
      element.removeEventListener('wheel', onWheel)
      element.removeEventListener('dblclick', onTwice)
    }
  }
}
