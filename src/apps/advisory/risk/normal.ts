/** The standard normal distribution. */

import { InputError } from '../../../core/errors.ts';

export function normalDensity(z: number): number {
  return Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
}

function ratio(above: readonly number[], below: readonly number[], r: number): number {
  const at = (terms: readonly number[]): number => terms.reduceRight((total, term) => total * r + term, 0);
  return at(above) / at(below);
}

/** The z below which the share `p` lies: M. J. Wichura, algorithm AS 241 (PPND16), Applied Statistics 37 (1988); about 1e-16. */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1))
    throw new InputError(`a quantile at ${p}`, { hint: 'Give a share between 0 and 1.' });
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    return (
      q *
      ratio(
        [
          3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987,
          67265.7709270087, 33430.57558358813, 2509.0809287301227,
        ],
        [
          1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
          28729.085735721943, 5226.495278852546,
        ],
        0.180625 - q * q,
      )
    );
  }
  const r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p));
  const tail =
    r <= 5
      ? ratio(
          [
            1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
            0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
          ],
          [
            1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008,
            0.015198666563616457, 0.0005475938084995345, 1.0507500716444169e-9,
          ],
          r - 1.6,
        )
      : ratio(
          [
            6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487,
            0.026532189526576124, 0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
          ],
          [
            1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133,
            1.8463183175100548e-5, 1.421511758316446e-7, 2.0442631033899397e-15,
          ],
          r - 5,
        );
  return q < 0 ? -tail : tail;
}
