/** A list of numbers that grows: four bytes a number, where a plain list takes up to sixteen and is moved about. */
export class GrowingFloats {
  private values = new Float32Array(1_024)
  private length = 0

  push(value: number): void {
    if (this.length === this.values.length) {
      const larger = new Float32Array(2 * this.length)
      larger.set(this.values)
      this.values = larger
    }
    this.values[this.length++] = value
  }

  /** What has been pushed so far; it does not grow with what comes after. */
  all(): Float32Array {
    return this.values.subarray(0, this.length)
  }
}
