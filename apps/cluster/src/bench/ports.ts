import { readdir, readFile, readlink } from 'node:fs/promises';

/** Ports of this machine that a process holds an end of a TCP connection at: a server tells its clients apart by them. */
export async function portsOf(pid: number): Promise<number[]> {
  const folder = `/proc/${pid}/fd`;
  const names = await readdir(folder);
  // one may be closed between the listing and the reading
  const links = await Promise.all(names.map((name) => readlink(`${folder}/${name}`).catch(() => '')));
  const inodes = new Set(links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []));
  const table = await readFile(`/proc/${pid}/net/tcp`, 'utf8');
  return parsePorts(table, inodes);
}

/** Fields of /proc/net/tcp: 2 local address and port in hexadecimal digits, 10 inode. */
export function parsePorts(table: string, inodes: ReadonlySet<string>): number[] {
  return table
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const fields = line.trim().split(/\s+/);
      return inodes.has(fields[9] ?? '') ? [Number.parseInt(fields[1]?.split(':')[1] ?? '', 16)] : [];
    });
}
