/** Memory that one generation after another works in: fresh memory is slow at its first touch, and caches are large. */

export class Scratch {
  readonly #arrays = new Map<string, Float32Array>();

  /** An array of `size` elements that holds whatever was left in it. Taking a name again ends the earlier use. */
  take(name: string, size: number): Float32Array {
    let array = this.#arrays.get(name);
    if (array === undefined || array.length < size) {
      array = new Float32Array(size);
      this.#arrays.set(name, array);
    }
    return array.subarray(0, size);
  }
}
