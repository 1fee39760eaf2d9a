const KEY = 'len-song-console-look'

/** How the console looks in this browser: dark for the studio and for 5 a.m., light for a bright room. */
class Look {
  #isConsoleDark = $state(localStorage.getItem(KEY) !== 'light')

  get isConsoleDark(): boolean {
    return this.#isConsoleDark
  }

  set isConsoleDark(isDark: boolean) {
    this.#isConsoleDark = isDark
    localStorage.setItem(KEY, isDark ? 'dark' : 'light')
  }
}

export const look = new Look()
