export { LimitedProcess, ProcessEnded, type ProcessLimits } from './limited-process.js';
export { transferred } from './transferred.js';
export { openedStream, type WorkerStream } from './worker-stream.js';
export { bytesThrough, type StreamTask } from './worker-bytes.js';
export { workerFile } from './worker-file.js';
export { WorkerFailure, type WorkerFailureReason } from './worker-failure.js';
export { WorkerPool, type WorkerLimits } from './worker-pool.js';
