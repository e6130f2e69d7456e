/** @jsxImportSource react */

export type Picture = Readonly<{
  id: string;
  name: string;
  url: string;
  thumbnail: string | null;
  preview: string | null;
}>;

/** What belongs to a text: small, and whole behind it. */
export function Pictures({ evidence }: Readonly<{ evidence: readonly Picture[] }>) {
  if (!evidence.length) return null;
  return (
    <ul className="pictures">
      {evidence.map(({ id, name, url, thumbnail, preview }) => (
        <li key={id}>
          <a href={preview ?? url} target="_blank" rel="noreferrer">
            {thumbnail ? <img src={thumbnail} alt={name} loading="lazy" /> : name}
          </a>
        </li>
      ))}
    </ul>
  );
}
