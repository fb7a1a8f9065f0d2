/** A solved question. */

export interface Solution {
  steps: string[];
  answer: string;
}
