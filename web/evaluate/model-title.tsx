/** The name of a model, that may be broken before its stage. */

export function ModelTitle({ title }: { title: string }) {
  return title.split(/(?=@)/).map((part, i) => (
    <>
      {i > 0 && <wbr />}
      {part}
    </>
  ));
}
