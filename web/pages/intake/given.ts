/** Files that were dropped on the register, for the entry that they begin. */
class Given {
  files: File[] = []

  /** Takes them, once. */
  take(): File[] {
    const { files } = this
    this.files = []
    return files
  }
}

export const given = new Given()
