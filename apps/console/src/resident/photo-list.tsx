import { useEffect, useState } from 'preact/hooks';
import { randomKey } from '../parts/random-key.js';
import { smaller } from '../parts/photo.js';
import type { Photo } from './draft.js';

const most = 9;

type Shown = Readonly<{ photos: readonly Photo[]; onChange: (photos: readonly Photo[]) => void }>;

/** Taken or chosen, made small on the device, and taken out again before they are sent. */
export function PhotoList({ photos, onChange }: Shown) {
  const [isWorking, setWorking] = useState(false);
  const add = async (input: HTMLInputElement) => {
    const files = Array.from(input.files ?? []).slice(0, most - photos.length);
    input.value = '';
    setWorking(true);
    try {
      const added: Photo[] = [];
      for (const file of files)
        added.push({ id: randomKey(), name: file.name, content: await smaller(file), attachmentId: null });
      onChange([...photos, ...added]);
    } finally {
      setWorking(false);
    }
  };
  return (
    <fieldset>
      <legend>照片（可以不传，最多 {most} 张）</legend>
      <div class="photos">
        {photos.map((photo, index) => (
          <figure key={photo.id}>
            <Picture content={photo.content} name={`照片 ${index + 1}`} />
            <button
              type="button"
              aria-label={`去掉照片 ${index + 1}`}
              onClick={() => onChange(photos.filter(({ id }) => id !== photo.id))}
            >
              ×
            </button>
          </figure>
        ))}
        {photos.length < most ? (
          <label class="add">
            {isWorking ? '处理中' : '＋ 拍照'}
            <input
              class="seen-by-readers"
              type="file"
              name="photos"
              accept="image/*"
              multiple
              onChange={({ currentTarget }) => void add(currentTarget)}
            />
          </label>
        ) : null}
      </div>
      <p class="hint">照片会先在手机上缩小，照片里的拍摄地点不会传给我们。</p>
    </fieldset>
  );
}

function Picture({ content, name }: Readonly<{ content: Blob; name: string }>) {
  const [address, setAddress] = useState('');
  useEffect(() => {
    const made = URL.createObjectURL(content);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [content]);
  return address ? <img src={address} alt={name} /> : null;
}
