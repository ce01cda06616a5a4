/** A thread that finds the disk full. */
throw Object.assign(new Error('no space left on device, write'), { code: 'ENOSPC' });
