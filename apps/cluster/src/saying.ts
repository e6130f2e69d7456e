export const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** With the time of day. */
export const say = (line: string): void => print(`${new Date().toISOString().slice(11, 21)}  ${line}`);

/** Cases that are told in full of each kind; the report's file has them all. */
export const told = 10;
