/** "Ana: Good morning", in one line. Name and words keep each its own direction: a full stop stays at the end of its sentence. */
export function Spoken({ by, children }: { by: string; children: string }) {
  return (
    <>
      <bdi>{by}</bdi>: <bdi>{children}</bdi>
    </>
  );
}
