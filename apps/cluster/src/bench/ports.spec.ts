import { parsePorts } from './ports.js';

const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1538 00000000:0000 0A 00000000:00000000 00:00000000 00000000   108        0 9001 1 0000000000000000 100 0 0 10 0
   1: 0100007F:D431 0100007F:1538 01 00000000:00000000 00:00000000 00000000     0        0 9002 1 0000000000000000 20 4 30 10 -1
`;

describe('the connections of a process', () => {
  it('are known by the inodes of its sockets', () => {
    expect(parsePorts(table, new Set(['9002', '7']))).toEqual([54_321]);
  });
});
