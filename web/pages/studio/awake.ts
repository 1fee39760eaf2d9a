/** Keeps the machine from falling asleep while somebody reads. */
export class Awake {
  #lock: WakeLockSentinel | undefined

  async hold(): Promise<void> {
    try {
      this.#lock = await navigator.wakeLock?.request('screen')
    } catch (thrown) {
      // Refused on low battery: the recording goes on all the same.
      if (!(thrown instanceof DOMException)) throw thrown
    }
  }

  release(): void {
    void this.#lock?.release()
    this.#lock = undefined
  }
}
