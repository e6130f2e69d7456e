/** @jsxImportSource react */
import { troubleOf } from '../parts/trouble-of.js';

/** What went wrong, in the words of its code, and with a way on. */
export function Trouble({ error, again }: Readonly<{ error: unknown; again?: () => void }>) {
  return (
    <div role="alert">
      {error ? (
        <p className="note bad">
          {troubleOf(error)} {again ? <button onClick={again}>再试一次</button> : null}
        </p>
      ) : null}
    </div>
  );
}
