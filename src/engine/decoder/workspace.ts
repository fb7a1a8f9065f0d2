/** Memory for activations, kept from one micro-batch to the next and as large as the largest of them needs. */

export class Workspace {
  #memory = new Float32Array(0);

  /** Arrays of these sizes, with anything in them; those of the call before are used again. */
  arrays(sizes: readonly number[]): Float32Array[] {
    // Each at a cache line of its own.
    const starts: number[] = [];
    let total = 0;
    for (const size of sizes) {
      starts.push(total);
      total += Math.ceil(size / 16) * 16;
    }
    if (this.#memory.length < total) this.#memory = new Float32Array(total);
    return sizes.map((size, i) => {
      const start = starts[i] as number;
      return this.#memory.subarray(start, start + size);
    });
  }
}
