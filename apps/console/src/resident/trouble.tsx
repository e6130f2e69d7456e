export function Trouble({ said }: Readonly<{ said: string | null }>) {
  return <div role="alert">{said ? <p class="note bad">{said}</p> : null}</div>;
}
