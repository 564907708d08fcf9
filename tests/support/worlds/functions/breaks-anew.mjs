/** A bundle that fails to start, each time with another message. */
throw new Error(`failed at ${process.hrtime.bigint()}`);
