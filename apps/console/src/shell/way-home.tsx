/** @jsxImportSource react */
import { Link } from 'wouter';
import { useHistoryState } from 'wouter/use-browser-location';

/** The list that is shown, with its filter, below /console: whoever opens a matter of it comes back to it. */
export const fromHere = (): string => `${location.pathname}${location.search}`.replace(/^\/console/, '');

/** Back to the list that the matter was opened from; without one, to what waits first. */
export function WayHome() {
  const { from } = useHistoryState<{ from?: string } | null>() ?? {};
  return (
    <p>
      <Link href={from?.startsWith('/') ? from : '/'}>← 返回</Link>
    </p>
  );
}
