import { useEffect, useState } from 'preact/hooks';

const kept = 'weisu-large-type';

/** 大字版: remembered on the device, for every page. */
export function LargeType() {
  const [isLarge, setLarge] = useState(false);
  useEffect(() => setLarge(remembered()), []);
  useEffect(() => {
    document.documentElement.dataset['type'] = isLarge ? 'large' : 'usual';
  }, [isLarge]);
  const turn = () => {
    setLarge(!isLarge);
    try {
      localStorage.setItem(kept, isLarge ? '' : '1');
    } catch {
      // a browser that keeps nothing shows it large until it is closed
    }
  };
  return (
    <button type="button" class="link" aria-pressed={isLarge} onClick={turn}>
      {isLarge ? '常规字号' : '大字版'}
    </button>
  );
}

function remembered(): boolean {
  try {
    return localStorage.getItem(kept) === '1';
  } catch {
    return false;
  }
}
