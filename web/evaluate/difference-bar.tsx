/** A difference as a dot with its interval, right of the middle line where the second model is better. */

interface Props {
  difference: number;
  low: number;
  high: number;
  /** What the line reaches to on both sides. */
  reach: number;
}

export function DifferenceBar({ difference, low, high, reach }: Props) {
  const place = (value: number): number => 50 + (50 * value) / reach;
  const isSure = low > 0 || high < 0;
  return (
    <span class="difference-bar" data-sure={isSure} aria-hidden="true">
      <b style={{ left: `${place(low)}%`, right: `${100 - place(high)}%` }} />
      <i style={{ left: `${place(difference)}%` }} />
    </span>
  );
}
