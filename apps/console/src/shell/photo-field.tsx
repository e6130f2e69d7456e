/** @jsxImportSource react */
import { useId, useState } from 'react';
import { smaller } from '../parts/photo.js';
import { uploadSignedIn } from './ask-signed-in.js';
import { Trouble } from './trouble.js';

export type Attached = Readonly<{ id: string; name: string; thumbnail: string | null }>;

/** Photos of what was found or done, sent as they are chosen; made small on the device first. */
export function PhotoField({
  label,
  attached,
  onChange,
  onBusy,
}: Readonly<{
  label: string;
  attached: readonly Attached[];
  onChange: (change: (now: readonly Attached[]) => readonly Attached[]) => void;
  /** Nothing is sent while a photo is on its way. */
  onBusy: (isBusy: boolean) => void;
}>) {
  const field = useId();
  const [isSending, setSending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const add = async (files: readonly File[]) => {
    setSending(true);
    onBusy(true);
    setError(null);
    try {
      for (const file of files) {
        const { id, name, thumbnail } = await uploadSignedIn(await smaller(file), file.name);
        onChange((now) => [...now, { id, name, thumbnail }]);
      }
    } catch (caught) {
      setError(caught);
    } finally {
      setSending(false);
      onBusy(false);
    }
  };
  return (
    <div>
      <label htmlFor={field}>{label}</label>
      <input
        id={field}
        type="file"
        accept="image/*"
        multiple
        disabled={isSending}
        onChange={({ target }) => {
          const files = [...(target.files ?? [])];
          target.value = '';
          void add(files);
        }}
      />
      {isSending ? <span className="soft">正在上传…</span> : null}
      <Trouble error={error} />
      <ul className="pictures">
        {attached.map(({ id, name, thumbnail }) => (
          <li key={id}>
            {thumbnail ? <img src={thumbnail} alt={name} /> : name}
            <button type="button" onClick={() => onChange((now) => now.filter((one) => one.id !== id))}>
              去掉
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
